package io.llmdevops.metrics;

import io.llmdevops.task.Census;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the tasks in the store stand, as it was counted last. What is too old is not shown: a number
 * that stands still says that nothing happens, where nothing is known.
 */
final class TaskMeters {

  private static final Logger log = LoggerFactory.getLogger(TaskMeters.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration KNOWN = Duration.ofMinutes(1);

  private final Census census;
  private final LongSupplier nanoTime;
  private volatile Optional<Taken> last = Optional.empty();
  private Optional<Future<Void>> underWay = Optional.empty();

  private record Taken(Census.Count count, long at) {}

  /**
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  TaskMeters(Meters meters, Census census, LongSupplier nanoTime) {
    this.census = census;
    this.nanoTime = nanoTime;
    for (var state : TaskState.values()) {
      meters.gauge(
          "engine.tasks",
          "Tasks in the store; of all nodes that share it",
          () -> look(count -> count.tasks().getOrDefault(state, 0L).doubleValue()),
          "state",
          state.wire());
      if (state != TaskState.CANCELLED && state != TaskState.FAILED) {
        meters.gauge(
            "engine.queue.age.seconds",
            "For how long the oldest task of this state has been due and nobody's; of all nodes",
            () -> look(count -> seconds(count.waiting().getOrDefault(state, Duration.ZERO))),
            "state",
            state.wire());
      }
    }
  }

  private double look(Function<Census.Count, Double> what) {
    return last.filter(taken -> age(taken).compareTo(KNOWN) < 0)
        .map(taken -> what.apply(taken.count()))
        .orElse(Double.NaN);
  }

  private Duration age(Taken taken) {
    return Duration.ofNanos(nanoTime.getAsLong() - taken.at());
  }

  private static double seconds(Duration time) {
    return (double) time.toNanos() / TimeUnit.SECONDS.toNanos(1);
  }

  /** Has the tasks counted where that was too long ago. Ends when they are, or cannot be. */
  synchronized Future<Void> refresh() {
    if (last.filter(taken -> age(taken).compareTo(FRESH) < 0).isPresent()) {
      return Future.succeededFuture();
    }
    if (underWay.isEmpty()) {
      var counting =
          Future.succeededFuture()
              .compose(now -> census.take())
              .onSuccess(count -> last = Optional.of(new Taken(count, nanoTime.getAsLong())))
              .onFailure(cause -> log.warn("tasks cannot be counted: {}", cause.getMessage()))
              .<Void>mapEmpty()
              .otherwiseEmpty();
      underWay = Optional.of(counting);
      counting.onComplete(over -> ended());
      return counting;
    }
    return underWay.get();
  }

  private synchronized void ended() {
    underWay = Optional.empty();
  }
}
