package io.llmdevops.model;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.model.Gate.Pass;
import io.llmdevops.model.Gate.Purpose;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreKind;
import io.llmdevops.store.TestDatabase;
import io.llmdevops.task.CallPermits;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Gates of several nodes on one store. */
@ParameterizedClass
@EnumSource
class SharedGateTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration HELD = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<String> entered = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Promise<Void> full = Promise.promise();
  @Parameter StoreKind kind;
  @TempDir Path dataDir;
  private TestDatabase database;
  private SqlTaskStore store;
  private SqlTaskStore otherStore;

  @BeforeEach
  void open() throws SQLException {
    database = kind.create(dataDir, clock);
    store = database.open(vertx, "node-1");
    otherStore = database.open(vertx, "node-2");
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    otherStore.close();
    await(vertx.close());
  }

  private Gate gate(SqlTaskStore of, int calls, int ofAllNodes) {
    return new Gate(vertx, calls, of.callPermits(), ofAllNodes);
  }

  private Pass come(Gate gate, String name, Purpose purpose) {
    return on(
        () -> {
          var pass = gate.come(purpose, LONG);
          pass.turn().onSuccess(turn -> entered.add(name));
          return pass;
        });
  }

  private Pass enter(Gate gate, String name) {
    var pass = come(gate, name, Purpose.WRITING);
    await(pass.turn());
    return pass;
  }

  private <T> T on(Supplier<T> action) {
    var done = Promise.<T>promise();
    context.runOnContext(now -> done.complete(action.get()));
    return await(done.future());
  }

  /** Asks with the place of somebody who comes last. */
  private boolean isOneFree(int ofAllNodes) {
    var free = await(store.callPermits().take("probe", ofAllNodes, HELD));
    await(store.callPermits().giveBack("probe"));
    return free;
  }

  @Test
  void twoNodesTogetherNeverExceedTheLimitAndFinishEverything() {
    var gates = List.of(gate(store, 4, 5), gate(otherStore, 4, 5));
    var calls = new ArrayList<Future<Void>>();
    for (var i = 0; i < 60; i++) {
      var gate = gates.get(i % 2);
      calls.add(on(() -> call(gate)));
    }
    await(Future.all(calls));

    assertThat(most.get()).isEqualTo(5);
    // As soon as the last of them has been given back.
    enter(gate(store, 1, 1), "alone");
  }

  private Future<Void> call(Gate gate) {
    var pass = gate.come(Purpose.WRITING, LONG);
    return pass.turn()
        .compose(
            turn -> {
              if (most.accumulateAndGet(underWay.incrementAndGet(), Math::max) == 5) {
                full.tryComplete();
              }
              return full.future().compose(reached -> vertx.timer(5));
            })
        .<Void>mapEmpty()
        .andThen(
            (over, cause) -> {
              underWay.decrementAndGet();
              pass.leave();
            });
  }

  @Test
  void theLimitOfTheNodeHoldsAsWell() {
    var gate = gate(store, 1, 5);
    var first = enter(gate, "first");
    var second = come(gate, "second", Purpose.WRITING);
    assertThat(isOneFree(2)).isTrue();
    assertThat(second.turn().isComplete()).isFalse();

    first.leave();

    await(second.turn());
  }

  @Test
  void aJudgeGoesBeforeWritersOfItsNode() {
    var gate = gate(store, 8, 1);
    var first = enter(gate, "first");
    come(gate, "writer", Purpose.WRITING);
    var judge = come(gate, "judge", Purpose.JUDGING);

    first.leave();
    await(judge.turn());

    assertThat(entered).containsExactly("first", "judge");
  }

  @Test
  void whatAnotherNodeGivesBackIsTaken() {
    var mine = enter(gate(store, 8, 1), "mine");
    var others = come(gate(otherStore, 8, 1), "others", Purpose.WRITING);

    mine.leave();

    await(others.turn());
  }

  @Test
  void aNodeThatIsBusyDoesNotKeepEveryPlaceToItself() {
    var gate = gate(store, 8, 1);
    var asked = new AskedPermits(otherStore.callPermits());
    var first = enter(gate, "first");
    var others = come(new Gate(vertx, 8, asked, 1), "others", Purpose.WRITING);
    await(asked.refused.future());
    clock.advance(Duration.ofMillis(1));
    var next = come(gate, "next", Purpose.WRITING);

    first.leave();
    await(others.turn());
    others.leave();
    await(next.turn());

    assertThat(entered).containsExactly("first", "others", "next");
  }

  @Test
  void whoLosesPatienceHoldsNobodyUp() {
    var gate = gate(store, 8, 1);
    var first = enter(gate, "first");
    var hasty = on(() -> gate.come(Purpose.WRITING, Duration.ofMillis(1)));
    assertThatThrownBy(() -> hasty.turn().await())
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("LLM_CLUSTER_CONCURRENCY");
    hasty.leave();
    first.leave();

    enter(gate(otherStore, 8, 1), "other");
  }

  @Test
  void aDeadNodesPlacesComeBack() {
    enter(gate(otherStore, 8, 1), "dead");
    var mine = come(gate(store, 8, 1), "mine", Purpose.WRITING);
    assertThat(isOneFree(1)).isFalse();

    clock.advance(HELD);

    await(mine.turn());
  }

  @Test
  void itGoesOnWhenTheStoreIsBack() {
    var broken = new BrokenPermits(store.callPermits());
    var mine = come(new Gate(vertx, 8, broken, 1), "mine", Purpose.WRITING);
    await(broken.asked.future());
    assertThat(mine.turn().isComplete()).isFalse();

    broken.isBroken = false;

    await(mine.turn());
  }

  /** Tells when it has refused somebody. */
  private static class AskedPermits implements CallPermits {
    private final CallPermits permits;
    final Promise<Void> refused = Promise.promise();

    AskedPermits(CallPermits permits) {
      this.permits = permits;
    }

    @Override
    public Future<Boolean> take(String call, int most, Duration time) {
      return permits
          .take(call, most, time)
          .onSuccess(
              granted -> {
                if (!granted) {
                  refused.tryComplete();
                }
              });
    }

    @Override
    public Future<Void> renew(String call, Duration time) {
      return permits.renew(call, time);
    }

    @Override
    public Future<Void> giveBack(String call) {
      return permits.giveBack(call);
    }
  }

  /** Fails until it works. */
  private static final class BrokenPermits extends AskedPermits {
    final Promise<Void> asked = Promise.promise();
    volatile boolean isBroken = true;

    BrokenPermits(CallPermits permits) {
      super(permits);
    }

    @Override
    public Future<Boolean> take(String call, int most, Duration time) {
      asked.tryComplete();
      return isBroken
          ? Future.failedFuture(new StoreUnavailableException(new SQLException("on purpose")))
          : super.take(call, most, time);
    }
  }
}
