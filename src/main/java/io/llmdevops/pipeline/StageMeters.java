package io.llmdevops.pipeline;

import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What is measured of one stage; its instances count together. */
final class StageMeters {

  private static final String STAGE = "stage";

  private final String stage;
  private final Clock clock;
  private final AtomicLong running;
  private final MeterProvider<Timer> steps;
  private final Counter retries;
  private final Counter faults;
  private final Counter losses;
  private final MeterProvider<Counter> ends;
  private final MeterProvider<Timer> tasks;

  /**
   * @param clock for the age of tasks that end
   */
  StageMeters(Vertx vertx, String stage, Clock clock) {
    var meters = Meters.of(vertx);
    this.stage = stage;
    this.clock = clock;
    this.running =
        meters.level("engine.steps.running", "Steps under way on this node", STAGE, stage);
    this.steps =
        meters.timers("engine.step", "Steps, from claim to stored outcome, by outcome", Scale.STEP);
    this.retries =
        meters.counter(
            "engine.step.retries", "Steps that ended with a wait for another try", STAGE, stage);
    this.faults =
        meters.counter(
            "engine.step.faults", "Steps that ended in a fault nobody expected", STAGE, stage);
    this.losses =
        meters.counter(
            "engine.lease.losses", "Steps that lost their claim to time or others", STAGE, stage);
    this.ends = meters.counters("engine.tasks.ended", "Tasks that ended on this node, by outcome");
    // There from the beginning: a counter that appears with one has not grown by one.
    Stream.of(TaskState.NOTIFIED, TaskState.FAILED)
        .forEach(end -> ends.withTags("outcome", end.wire()));
    this.tasks =
        meters.timers("engine.task", "Tasks, from acceptance to their end, by outcome", Scale.TASK);
  }

  /** A step was begun that shall be measured. */
  Run begun(Task task) {
    running.incrementAndGet();
    return new Run(task);
  }

  /** A step has ended in a way that it did not foresee. */
  void fault() {
    faults.increment();
  }

  /** One step under way. */
  final class Run {

    private final Task task;
    private final long begunAt = System.nanoTime();
    private boolean lost;

    private Run(Task task) {
      this.task = task;
    }

    /** The claim is somebody else's; counted once, however often it is noticed. */
    void leaseLost() {
      if (!lost) {
        lost = true;
        losses.increment();
      }
    }

    /** The outcome is stored, or cannot be. */
    void ended(AsyncResult<Outcome> done) {
      running.decrementAndGet();
      if (done.succeeded()) {
        stored(done.result());
      } else if (done.cause() instanceof LeaseLostException) {
        leaseLost();
        took("lost");
      } else {
        took("unstored");
      }
    }

    private void stored(Outcome outcome) {
      if (outcome instanceof Outcome.Advance advance) {
        took("advance");
        reached(advance.to());
      } else if (outcome instanceof Outcome.Fail) {
        took("fail");
        reached(TaskState.FAILED);
      } else {
        took("retry");
        retries.increment();
      }
    }

    private void took(String outcome) {
      steps
          .withTags(STAGE, stage, "outcome", outcome)
          .record(Duration.ofNanos(System.nanoTime() - begunAt));
    }

    /** A callback that is sent once more ends no task: that one had ended before. */
    private void reached(TaskState state) {
      if (state.isFinal() && !task.state().isFinal()) {
        ends.withTags("outcome", state.wire()).increment();
        tasks
            .withTags("outcome", state.wire())
            .record(Duration.between(task.createdAt(), clock.instant()));
      }
    }
  }
}
