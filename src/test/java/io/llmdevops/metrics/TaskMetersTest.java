package io.llmdevops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Census;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskMetersTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger counted = new AtomicInteger();
  private final Meters meters = new Meters();
  private Future<Census.Count> answer =
      Future.succeededFuture(
          new Census.Count(
              Map.of(TaskState.ACCEPTED, 7L), Map.of(TaskState.ACCEPTED, Duration.ofMillis(1500))));

  private final TaskMeters tasks =
      new TaskMeters(
          meters,
          () -> {
            counted.incrementAndGet();
            return answer;
          },
          nanos::get);

  private double shown(String name, String state) {
    return Exposition.ofText(meters.scrape(Format.TEXT)).sum(name, "state", state);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void showsEveryStateAndForHowLongItsOldestWaits() {
    assertThat(shown("engine_tasks", "accepted")).isNaN();
    tasks.refresh();
    assertThat(shown("engine_tasks", "accepted")).isEqualTo(7);
    assertThat(shown("engine_tasks", "failed")).isZero();
    assertThat(shown("engine_queue_age_seconds", "accepted")).isEqualTo(1.5);
    assertThat(shown("engine_queue_age_seconds", "live")).isZero();
  }

  @Test
  void countsNoMoreOftenThanEveryFewSeconds() {
    tasks.refresh();
    pass(Duration.ofMillis(4_999));
    tasks.refresh();
    assertThat(counted).hasValue(1);
    pass(Duration.ofMillis(1));
    tasks.refresh();
    assertThat(counted).hasValue(2);
  }

  @Test
  void waitsForOneCountAtATime() {
    var late = Promise.<Census.Count>promise();
    answer = late.future();
    var first = tasks.refresh();
    tasks.refresh();
    assertThat(counted).hasValue(1);
    assertThat(first.isComplete()).isFalse();
    late.complete(new Census.Count(Map.of(TaskState.LIVE, 1L), Map.of()));
    assertThat(first.succeeded()).isTrue();
    assertThat(shown("engine_tasks", "live")).isEqualTo(1);
    pass(Duration.ofSeconds(5));
    tasks.refresh();
    assertThat(counted).hasValue(2);
  }

  @Test
  void showsNothingRatherThanWhatIsLongPast() {
    tasks.refresh();
    answer = Future.failedFuture("the store cannot be used");
    pass(Duration.ofSeconds(59));
    assertThat(tasks.refresh().succeeded()).isTrue();
    assertThat(shown("engine_tasks", "accepted")).isEqualTo(7);
    pass(Duration.ofSeconds(1));
    assertThat(shown("engine_tasks", "accepted")).isNaN();
    assertThat(shown("engine_queue_age_seconds", "accepted")).isNaN();
  }
}
