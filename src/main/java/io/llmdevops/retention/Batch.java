package io.llmdevops.retention;

import java.time.Duration;

/**
 * How much is removed at a time: as much as takes a moment, since the store may have one writer,
 * and tasks may be large.
 *
 * @param size of tasks
 */
record Batch(int size) {

  static final Batch FIRST = new Batch(100);

  private static final Duration MOMENT = Duration.ofMillis(100);

  /**
   * @param took how long this one took
   */
  Batch next(Duration took) {
    return took.compareTo(MOMENT) > 0
        ? new Batch(Math.max(1, size / 2))
        : new Batch(Math.min(FIRST.size, size * 2));
  }
}
