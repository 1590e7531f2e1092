package io.llmdevops.github.standin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so much within any stretch of time of this length. */
final class Window {

  private record Taken(long at, int weight) {}

  private final int most;
  private final long span;
  private final Deque<Taken> taken = new ArrayDeque<>();
  private int sum;

  Window(int most, Duration span) {
    this.most = most;
    this.span = span.toNanos();
  }

  /** How long until this much more fits in; zero where it does. */
  Duration until(long now, int weight) {
    forget(now);
    var over = sum + weight - most;
    for (var each : taken) {
      if (over <= 0) {
        return Duration.ZERO;
      }
      over -= each.weight();
      if (over <= 0) {
        return Duration.ofNanos(each.at() + span - now);
      }
    }
    return Duration.ZERO;
  }

  void take(long now, int weight) {
    taken.add(new Taken(now, weight));
    sum += weight;
  }

  private void forget(long now) {
    while (!taken.isEmpty() && now - taken.peek().at() >= span) {
      sum -= taken.remove().weight();
    }
  }
}
