package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.time.Duration;

/** Where one visit takes place: a context of its own in the slot's browser, built when needed. */
final class Stage {

  private final Slot slot;
  private final int proxy;
  private final Duration checkTime;
  private final Budget budget;
  private BrowserContext context;

  Stage(Slot slot, int proxy, Duration checkTime, Budget budget) {
    this.slot = slot;
    this.proxy = proxy;
    this.checkTime = checkTime;
    this.budget = budget;
  }

  /**
   * An empty tab. Where that takes too long or fails, the page that comes is not to blame: it gets
   * another browser.
   *
   * @throws NoBrowserException where no browser can be had
   */
  Tab open(Incidents incidents, Failures failures) {
    try {
      return tryToOpen(incidents, failures);
    } catch (PlaywrightException | Ended worn) {
      strike();
      return tryToOpen(incidents, failures);
    }
  }

  private Tab tryToOpen(Incidents incidents, Failures failures) {
    if (budget.isOver()) {
      throw new Ended(Kind.OUT_OF_TIME, timeIsUp());
    }
    var process = slot.process();
    process.watch().begin(budget.left(), timeIsUp());
    if (context == null) {
      context = process.context(proxy);
    }
    return Tab.open(new Patience(process, checkTime), context, incidents, failures);
  }

  /** The browser is ended; the next page gets a fresh one. */
  void strike() {
    context = null;
    slot.end();
  }

  /** The visit is over. */
  void leave() {
    if (context != null) {
      slot.leave(context);
    }
  }

  private static String timeIsUp() {
    return "ended, since the time for this version was up";
  }
}
