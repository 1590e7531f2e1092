package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.BrowserContext;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;

/** Where one visit takes place: a context of its own in the slot's browser, built when needed. */
final class Stage {

  private final Slot slot;
  private final int proxy;
  private final Budget budget;
  private BrowserContext context;

  Stage(Slot slot, int proxy, Budget budget) {
    this.slot = slot;
    this.proxy = proxy;
    this.budget = budget;
  }

  /**
   * @throws NoBrowserException where no browser can be had
   */
  Tab open(Incidents incidents, Failures failures) {
    if (budget.isOver()) {
      throw new Ended(Kind.OUT_OF_TIME, timeIsUp());
    }
    if (context == null) {
      context = slot.context(proxy);
    }
    var process = slot.process();
    process.watch().begin(budget.left(), timeIsUp());
    return Tab.open(process, context, incidents, failures);
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
