package io.llmdevops.pipeline;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff: {@code first}, doubled with each attempt up to {@code most}, each ±10 %.
 *
 * @param random where the jitter comes from
 */
public record Backoff(Duration first, Duration most, RandomGenerator random) {

  private static final double JITTER = 0.1;

  public Backoff {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(most, "most");
    Objects.requireNonNull(random, "random");
  }

  /**
   * @param attempt the number of the attempt that has just failed, from 1
   */
  public Duration after(int attempt) {
    var doublings = Math.min(Math.max(attempt, 1) - 1, Long.SIZE - 2);
    var millis = Math.min(first.toMillis() * Math.pow(2, doublings), most.toMillis());
    return Duration.ofMillis(Math.round(millis * (1 + JITTER * (2 * random.nextDouble() - 1))));
  }
}
