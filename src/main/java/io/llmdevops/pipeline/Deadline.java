package io.llmdevops.pipeline;

import io.llmdevops.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How much of a task's time is left. Durations are never negative. */
public final class Deadline {

  /** From acceptance to a delivered callback. */
  public static final Duration PROMISE = Duration.ofMinutes(10);

  /** What writing and checking together may take of it. */
  public static final Duration WRITING = Duration.ofMinutes(5);

  /** So long before the deadline a published task is reported, live or not. */
  public static final Duration REPORTING = Duration.ofSeconds(30);

  private final Clock clock;
  private final Task task;

  public Deadline(Clock clock, Task task) {
    this.clock = clock;
    this.task = task;
  }

  /** Until the callback is promised. */
  public Duration left() {
    return until(task.deadline());
  }

  /** Until the best version so far has to ship. */
  public Duration leftForWriting() {
    return until(task.createdAt().plus(WRITING));
  }

  /** Until a published task is reported even if its page is not confirmed. */
  public Duration leftForGoingLive() {
    return until(task.deadline().minus(REPORTING));
  }

  /** Since the task was accepted. */
  public Duration age() {
    return Duration.between(task.createdAt(), clock.instant());
  }

  private Duration until(Instant instant) {
    var left = Duration.between(clock.instant(), instant);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
