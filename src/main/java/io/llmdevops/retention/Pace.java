package io.llmdevops.retention;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how fast things are removed.
 *
 * @param first after the start, which has better things to do
 * @param period from the end of one round to the next
 * @param pause at least, between two batches, for everybody else who wants to write
 */
record Pace(Duration first, Duration period, Duration pause) {

  static final Pace USUAL =
      new Pace(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMillis(200));

  Pace {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(pause, "pause");
  }
}
