package io.llmdevops.notification;

import io.llmdevops.pipeline.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a callback that failed is tried again: after 1, 2, 4, 8 … seconds, at most 5 minutes, until
 * 24 hours after the task's acceptance. It needs no memory besides the row's attempts.
 */
final class RetrySchedule {

  static final Duration END = Duration.ofHours(24);
  static final Duration MOST = Duration.ofMinutes(5);

  private final Backoff backoff;

  RetrySchedule(RandomGenerator random) {
    this.backoff = new Backoff(Duration.ofSeconds(1), MOST, random);
  }

  /**
   * How long to wait now; empty where the time is up. The last try falls on the end itself, however
   * much longer the receiver would have it.
   *
   * @param attempt the number of the try that has just failed, from 1
   * @param age of the task
   * @param atLeast what the receiver asked for
   */
  Optional<Duration> next(int attempt, Duration age, Duration atLeast) {
    var left = END.minus(age);
    if (left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    var wait = longer(atLeast, shorter(MOST, backoff.after(attempt)));
    return Optional.of(shorter(left, wait));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
