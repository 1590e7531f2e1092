package io.llmdevops.cluster.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long it took from the losses of nodes until others went on with their work. */
final class Recoveries {

  private final List<Duration> times = new ArrayList<>();

  void add(List<Duration> more) {
    times.addAll(more);
  }

  private Duration quantile(double share) {
    var sorted = times.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public String toString() {
    return times.isEmpty()
        ? "nothing had to be taken over"
        : "%d tasks taken over: p50 %d ms, p99 %d ms, max %d ms"
            .formatted(
                times.size(),
                quantile(0.5).toMillis(),
                quantile(0.99).toMillis(),
                quantile(1).toMillis());
  }
}
