package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How long a page may keep us waiting before it counts as one that has hung. */
final class Patience {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A busy machine is not the page's fault. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final BrowserProcess process;
  private final Duration answer;
  private final String hung;

  /**
   * @param checkTime what any check of the page has; whoever answers later fails them all anyway
   */
  Patience(BrowserProcess process, Duration checkTime) {
    this.process = process;
    this.answer = Collections.max(List.of(SHORTEST, Collections.min(List.of(LONGEST, checkTime))));
    this.hung =
        "ended, since it did not answer for " + answer.toSeconds() + " seconds (an endless loop?)";
  }

  Watch watch() {
    return process.watch();
  }

  <T> T asked(Supplier<T> call) {
    return asked(Duration.ZERO, call);
  }

  /**
   * Makes a call to the page.
   *
   * @param work how long it may work on it, apart from answering
   * @throws Ended where it does not answer, or the browser, rather than the page, cannot any more
   */
  <T> T asked(Duration work, Supplier<T> call) {
    try {
      return process.watch().within(work.plus(answer), hung, call);
    } catch (PlaywrightException failed) {
      if (process.isGone()) {
        throw new Ended(Kind.CRASHED, "the browser ended by itself");
      }
      throw failed;
    }
  }
}
