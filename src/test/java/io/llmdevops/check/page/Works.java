package io.llmdevops.check.page;

import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** A claimed task of a repository called app-1, whose time runs from now, without a store. */
public final class Works {

  /** Does at once what is meant for a worker. */
  public static final OnWorker HERE =
      new OnWorker() {
        @Override
        public <T> Future<T> run(Callable<T> work) {
          try {
            return Future.succeededFuture(work.call());
          } catch (Exception e) {
            return Future.failedFuture(e);
          }
        }
      };

  private final Clock clock;
  private final Instant accepted;

  /** Ended where somebody else is to hold the task. */
  public final Lease lease = new Lease(System::nanoTime, Duration.ofMinutes(1), System.nanoTime());

  public Works(Clock clock) {
    this.clock = clock;
    this.accepted = clock.instant();
  }

  public Work work() {
    var task =
        new Task(
            TaskId.random(),
            "a@example.com",
            "app",
            1,
            "n",
            "http://e.example/",
            TaskState.GENERATED,
            1,
            accepted,
            accepted.plus(Deadline.PROMISE),
            OptionalInt.empty(),
            Optional.of("app-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Work(new Claim(task, 1), lease, new Deadline(clock, task), null);
  }
}
