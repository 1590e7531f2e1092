package io.llmdevops.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** Where the buckets of a histogram end: close together where what is measured usually lies. */
public enum Scale {
  /** A transaction: from a millisecond to what a lost connection takes. */
  TRANSACTION(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000),

  /** A call to somebody else's server, and what a model takes for an answer. */
  CALL(50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000),

  /** A step: from one that has nothing to do to one that writes for as long as it may. */
  STEP(
      5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000,
      600_000),

  /** A whole task, with what is promised for it, ten minutes, among the bounds. */
  TASK(
      1_000,
      5_000,
      10_000,
      30_000,
      60_000,
      120_000,
      180_000,
      300_000,
      420_000,
      600_000,
      900_000,
      1_800_000,
      3_600_000,
      86_400_000);

  private final long[] millis;

  Scale(long... millis) {
    this.millis = millis;
  }

  Duration[] bounds() {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
