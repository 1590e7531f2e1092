package io.llmdevops.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times in nanoseconds, collected by one thread. */
final class Latencies {

  private long[] nanos = new long[1 << 12];
  private int count;

  void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = time;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /**
   * The time that this share of all stays within, in milliseconds.
   *
   * @param share above 0, at most 1
   */
  double millis(double share) {
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    var index = Math.max(0, (int) Math.ceil(share * count) - 1);
    return sorted[index] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** In milliseconds. */
  double mean() {
    return Arrays.stream(nanos, 0, count).average().orElse(0) / TimeUnit.MILLISECONDS.toNanos(1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms", millis(0.5), millis(0.99), millis(1));
  }
}
