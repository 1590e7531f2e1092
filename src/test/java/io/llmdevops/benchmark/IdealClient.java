package io.llmdevops.benchmark;

import java.time.Duration;

/**
 * A client that makes every call the moment at which GitHub's limits let it, and for which no call
 * takes any time.
 */
final class IdealClient {

  private static final int A_MINUTE = 80;
  private static final int AN_HOUR = 500;

  private IdealClient() {}

  /**
   * From the first changing call to the last, in GitHub's time.
   *
   * @param changes by REST of each task, with a push after the first of them
   * @param gap between two changing calls
   */
  static Duration time(int tasks, int changes, Duration gap) {
    var taken = new long[tasks * changes];
    var made = 0;
    var now = -gap.toMillis();
    for (var call = 0; call < tasks * (changes + 1); call++) {
      now += gap.toMillis();
      var isPush = call % (changes + 1) == Math.min(1, changes);
      if (!isPush) {
        now = Math.max(now, after(taken, made - A_MINUTE, Duration.ofMinutes(1)));
        now = Math.max(now, after(taken, made - AN_HOUR, Duration.ofHours(1)));
        taken[made++] = now;
      }
    }
    return Duration.ofMillis(now);
  }

  private static long after(long[] taken, int index, Duration window) {
    return index < 0 ? 0 : taken[index] + window.toMillis();
  }
}
