package io.llmdevops.model;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.model.Gate.Pass;
import io.llmdevops.model.Gate.Purpose;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Gate gate = new Gate(2);
  private final List<String> entered = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void letsSoManyInAndTheOthersInTheirOrderJudgesFirst() {
    var first = come("first", Purpose.WRITING, LONG);
    var second = come("second", Purpose.WRITING, LONG);
    var third = come("third", Purpose.WRITING, LONG);
    var fourth = come("fourth", Purpose.WRITING, LONG);
    var judge = come("judge", Purpose.JUDGING, LONG);
    var otherJudge = come("other judge", Purpose.JUDGING, LONG);
    assertThat(entered).containsExactly("first", "second");

    second.leave();
    await(judge.turn());
    first.leave();
    await(otherJudge.turn());
    judge.leave();
    await(third.turn());
    assertThat(fourth.turn().isComplete()).isFalse();
    otherJudge.leave();
    await(fourth.turn());

    assertThat(entered)
        .containsExactly("first", "second", "judge", "other judge", "third", "fourth");
  }

  @Test
  void losesPatienceAndNoPlace() {
    var first = come("first", Purpose.WRITING, LONG);
    var second = come("second", Purpose.WRITING, LONG);
    var hasty = come("hasty", Purpose.JUDGING, Duration.ofMillis(1));
    assertThatThrownBy(() -> hasty.turn().await()).isInstanceOf(TimeoutException.class);
    hasty.leave();
    var third = come("third", Purpose.WRITING, LONG);
    assertThat(third.turn().isComplete()).isFalse();

    first.leave();
    await(third.turn());
    second.leave();
    third.leave();
    come("a", Purpose.WRITING, LONG);
    come("b", Purpose.WRITING, LONG);
    come("c", Purpose.WRITING, LONG);

    assertThat(entered).containsExactly("first", "second", "third", "a", "b");
  }

  @Test
  void whoeverLeavesTheQueueTakesNoPlace() {
    var first = come("first", Purpose.WRITING, LONG);
    come("second", Purpose.WRITING, LONG);
    var gone = come("gone", Purpose.WRITING, LONG);
    var third = come("third", Purpose.WRITING, LONG);

    gone.leave();
    first.leave();
    await(third.turn());

    assertThat(gone.turn().isComplete()).isFalse();
  }

  @Test
  void callsEachOnItsOwnContext() {
    var first = come("first", Purpose.WRITING, LONG);
    come("second", Purpose.WRITING, LONG);
    var other = vertx.getOrCreateContext();
    var seen = Promise.<Context>promise();
    other.runOnContext(
        now ->
            gate.come(Purpose.WRITING, LONG)
                .turn()
                .onComplete(turn -> seen.complete(Vertx.currentContext())));
    on(other, () -> null);

    first.leave();

    assertThat(await(seen.future())).isSameAs(other);
  }

  private Pass come(String name, Purpose purpose, Duration patience) {
    return on(
        context,
        () -> {
          var pass = gate.come(purpose, patience);
          pass.turn().onSuccess(turn -> entered.add(name));
          return pass;
        });
  }

  private static <T> T on(Context context, java.util.function.Supplier<T> action) {
    var done = Promise.<T>promise();
    context.runOnContext(now -> done.complete(action.get()));
    return await(done.future());
  }
}
