package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.WaitUntilState;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.time.Duration;
import java.util.function.Consumer;

/** One page in one tab. Every call of it comes to an end, be it that of the browser. */
final class Tab {

  private static final Duration PING = Duration.ofMillis(500);
  private static final Duration LOAD = Duration.ofSeconds(10);
  private static final Duration LOAD_STEP = Duration.ofSeconds(1);

  /** The declared waits: until nothing has been asked for during this time, but no longer than. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final int STEP_MS = 20;
  private static final int PICTURE_MS = 4_000;

  private final Patience patience;
  private final Consumer<Page> windows;
  private final Page page;
  private final CDPSession session;
  private final Happenings happenings;

  private Tab(Patience patience, Page page, CDPSession session, Happenings happenings) {
    this.patience = patience;
    this.page = page;
    this.session = session;
    this.happenings = happenings;
    this.windows = happenings::onWindow;
    page.context().onPage(windows);
  }

  static Tab open(
      Patience patience, BrowserContext context, Incidents incidents, Failures failures) {
    return patience.asked(
        () -> {
          var page = context.newPage();
          var session = context.newCDPSession(page);
          var happenings = new Happenings(page, incidents, failures, patience.watch());
          happenings.listen(session);
          return new Tab(patience, page, session, happenings);
        });
  }

  Happenings happenings() {
    return happenings;
  }

  /** Goes there, and waits until the page has loaded and come to rest, within limits. */
  void load(String url) {
    patience.asked(
        LOAD,
        () ->
            page.navigate(
                url,
                new NavigateOptions()
                    .setWaitUntil(WaitUntilState.COMMIT)
                    .setTimeout(LOAD.toMillis())));
    awaitLoad();
    settle();
  }

  private void awaitLoad() {
    var end = System.nanoTime() + LOAD.toNanos();
    while (!isLoaded() && System.nanoTime() - end < 0) {
      evaluate("0", PING);
    }
  }

  private boolean isLoaded() {
    var options = new Page.WaitForLoadStateOptions().setTimeout(LOAD_STEP.toMillis());
    return patience.asked(
        () -> {
          try {
            page.waitForLoadState(LoadState.LOAD, options);
            return true;
          } catch (TimeoutError notYet) {
            return false;
          }
        });
  }

  /** Once more, after something may have set it in motion. */
  void settle() {
    var end = System.nanoTime() + SETTLE.toNanos();
    while (happenings.quietNanos() < QUIET.toNanos() && System.nanoTime() - end < 0) {
      pause(STEP_MS);
    }
  }

  /** Lets time pass, and hears what happens meanwhile. */
  void pause(int millis) {
    try {
      patience.asked(
          () -> {
            page.waitForTimeout(millis);
            return null;
          });
    } catch (PlaywrightException noPageAnyMore) {
      throw new Ended(Kind.CRASHED, "the page was closed");
    }
  }

  /**
   * Runs an expression. Its own endless loop is broken off after that time; the page's own ends the
   * browser.
   *
   * @return what {@code Runtime.evaluate} answers
   */
  JsonObject evaluate(String expression, Duration time) {
    var arguments = Json.of("expression", expression);
    arguments.addProperty("generatePreview", true);
    arguments.addProperty("userGesture", true);
    return evaluate(arguments, time);
  }

  JsonObject evaluate(JsonObject arguments, Duration time) {
    arguments.addProperty("timeout", time.toMillis());
    return send("Runtime.evaluate", arguments, time);
  }

  JsonObject send(String method, JsonObject arguments) {
    return send(method, arguments, Duration.ZERO);
  }

  private JsonObject send(String method, JsonObject arguments, Duration time) {
    return patience.asked(time, () -> session.send(method, arguments));
  }

  /** A picture of what is in view, as PNG or JPEG. */
  byte[] picture(com.microsoft.playwright.options.ScreenshotType type) {
    var options =
        new ScreenshotOptions()
            .setType(type)
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setTimeout(PICTURE_MS);
    return patience.asked(() -> page.screenshot(options));
  }

  /** Closes it, once the windows that it opened, and those that they opened, are closed. */
  void close() {
    var context = page.context();
    patience.asked(
        () -> {
          page.waitForCondition(() -> context.pages().size() <= 1);
          context.offPage(windows);
          page.close();
          return null;
        });
  }
}
