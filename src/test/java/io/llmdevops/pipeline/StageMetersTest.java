package io.llmdevops.pipeline;

import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.metrics.Exposition;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StageMetersTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;
  private SqlTaskStore store;

  @BeforeEach
  void open() throws SQLException {
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterEach
  void close() throws SQLException {
    await(vertx.close());
    store.close();
  }

  /** Begins one step on one task. */
  private void run(Duration lease, Step step) {
    await(store.accept(newTask(request("t", 1)), StoreFixture.NO_LIMIT));
    var begun = Promise.<Void>promise();
    var settings = new StageSettings("test", Set.of(ACCEPTED), 1, lease, LONG, LONG, LONG);
    var stage =
        new Stage(
            vertx,
            store,
            clock,
            settings,
            work -> {
              begun.tryComplete();
              return step.run(work);
            });
    vertx.runOnContext(go -> stage.start());
    await(begun.future());
  }

  private Exposition once(Predicate<Exposition> wanted) {
    var seen = Exposition.of(vertx);
    while (!wanted.test(seen)) {
      Thread.onSpinWait();
      seen = Exposition.of(vertx);
    }
    return seen;
  }

  private static double steps(Exposition seen, String outcome) {
    return seen.sum("engine_step_seconds_count", "stage", "test", "outcome", outcome);
  }

  @Test
  void showsHowManyStepsAreUnderWayAndHowTheyEnd() {
    var end = Promise.<Outcome>promise();
    run(LONG, work -> end.future());
    assertThat(Exposition.of(vertx).sum("engine_steps_running", "stage", "test")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(90));
    end.complete(Outcome.fail("it cannot be done"));

    var seen = once(now -> steps(now, "fail") == 1);
    assertThat(seen.sum("engine_steps_running", "stage", "test")).isZero();
    assertThat(seen.sum("engine_tasks_ended_total", "outcome", "failed")).isEqualTo(1);
    assertThat(seen.sum("engine_task_seconds_sum", "outcome", "failed")).isEqualTo(90);
    assertThat(seen.sum("engine_task_seconds_bucket", "le", "60.0")).isZero();
    assertThat(seen.sum("engine_task_seconds_bucket", "le", "120.0")).isEqualTo(1);
  }

  @Test
  void countsFaultsAndTheTriesThatTheyLeadTo() {
    run(LONG, work -> Future.failedFuture(new IllegalStateException("boom")));
    var seen = once(now -> steps(now, "retry") == 1);
    assertThat(seen.sum("engine_step_faults_total", "stage", "test")).isEqualTo(1);
    assertThat(seen.sum("engine_step_retries_total", "stage", "test")).isEqualTo(1);
    assertThat(seen.sum("engine_tasks_ended_total")).isZero();
  }

  @Test
  void countsALeaseOnceThatIsNoticedTwiceToBeLost() {
    var end = Promise.<Outcome>promise();
    run(Duration.ofMillis(30), work -> end.future());
    clock.advance(StoreFixture.LEASE);
    assertThat(await(store.claim(Set.of(ACCEPTED), 1))).hasSize(1);

    var renewal = once(now -> now.sum("engine_lease_losses_total", "stage", "test") == 1);
    assertThat(steps(renewal, "lost")).isZero();
    end.complete(Outcome.fail("too late"));
    var seen = once(now -> steps(now, "lost") == 1);
    assertThat(seen.sum("engine_lease_losses_total", "stage", "test")).isEqualTo(1);
    assertThat(seen.sum("engine_tasks_ended_total")).isZero();
  }
}
