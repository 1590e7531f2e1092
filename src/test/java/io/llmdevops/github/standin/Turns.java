package io.llmdevops.github.standin;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Watches that a token changes one thing at a time and waits in between, as GitHub Docs ask, "Best
 * practices for using the REST API". Runs on the stand-in's event loop only.
 */
final class Turns {

  /** Timers count whole milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  private final Duration gap;
  private final Journal journal;
  private final Set<Call> underWay = new HashSet<>();
  private Call last;
  private long lastEnd;

  Turns(Duration gap, Journal journal) {
    this.gap = gap;
    this.journal = journal;
  }

  void begins(Call call) {
    var since = Duration.ofNanos(System.nanoTime() - lastEnd);
    if (!underWay.isEmpty()) {
      journal.violation(
          Violation.Kind.TWO_CHANGES_AT_ONCE, call, "while " + underWay + " is under way");
    } else if (last != null && since.plus(ROUNDING).compareTo(gap) < 0) {
      journal.violation(
          Violation.Kind.CHANGES_TOO_CLOSE, call, since.toMillis() + " ms after " + last);
    }
    underWay.add(call);
  }

  void ends(Call call) {
    if (underWay.remove(call)) {
      last = call;
      lastEnd = System.nanoTime();
    }
  }
}
