package io.llmdevops.check.browser.chromium;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Shares the time of a visit among what is still to be done. */
final class Budget {

  /** For a page that is still to be loaded, and for the first try of a script. */
  private static final Duration LOAD = Duration.ofMillis(1500);

  private static final Duration TRY = Duration.ofMillis(200);

  private final LongSupplier nanos;
  private final long end;
  private final Duration checkTime;
  private int loads;
  private int scripts;

  Budget(Duration time, Duration checkTime, int loads, int scripts, LongSupplier nanos) {
    this.nanos = nanos;
    this.end = nanos.getAsLong() + time.toNanos();
    this.checkTime = checkTime;
    this.loads = loads;
    this.scripts = scripts;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  /**
   * Whether nothing more is to be begun. What would have to be broken off in its midst would look
   * like a page that hangs, and not like one whose turn did not come.
   */
  boolean isOver() {
    return left().compareTo(LOAD) < 0;
  }

  void loadBegins() {
    loads--;
  }

  /**
   * For the next script: its full time while there is plenty; else a third of what is there, so
   * that each gets less than the one before, but the last ones still get something.
   */
  Duration nextScript() {
    var rest = left().minus(LOAD.multipliedBy(loads + 1L)).minus(TRY.multipliedBy(scripts));
    var share = rest.dividedBy(Math.min(3, Math.max(1, scripts)));
    scripts--;
    var time = share.compareTo(checkTime) < 0 ? share : checkTime;
    return time.isNegative() ? Duration.ZERO : time;
  }
}
