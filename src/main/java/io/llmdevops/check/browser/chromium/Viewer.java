package io.llmdevops.check.browser.chromium;

import com.google.gson.JsonObject;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotType;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.task.Content;
import io.llmdevops.task.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sees what a visitor would see. */
final class Viewer {

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** A page that shows nothing at first may still be waiting for its data. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int RETRY_MS = 100;
  private static final String BLANK = "blank";
  private static final int LARGEST_PNG = 1 << 20;
  private static final String SCRIPT = script();

  private final Tab tab;

  /**
   * @param view empty where the page did not say
   */
  record Seen(boolean blank, Optional<PageView> view) {}

  Viewer(Tab tab) {
    this.tab = tab;
  }

  /**
   * @param pictured whether a picture is wanted
   */
  Seen look(String address, boolean pictured) {
    try {
      var seen = askUntilShown();
      var picture = pictured ? picture() : Optional.<Picture>empty();
      var view =
          new PageView(
              address,
              Json.text(seen, "title"),
              Json.text(seen, "text"),
              Json.text(seen, "dom"),
              picture);
      return new Seen(Json.flag(seen, BLANK), Optional.of(view));
    } catch (PlaywrightException inMotion) {
      return new Seen(false, Optional.empty());
    }
  }

  private JsonObject askUntilShown() {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var seen = ask();
    while (Json.flag(seen, BLANK) && System.nanoTime() - end < 0) {
      tab.pause(RETRY_MS);
      seen = ask();
    }
    return seen;
  }

  private JsonObject ask() {
    var tree = tab.send("Page.getFrameTree", new JsonObject());
    var frame =
        Json.object(tree, "frameTree").flatMap(main -> Json.object(main, "frame")).orElseThrow();
    var world = tab.send("Page.createIsolatedWorld", Json.of("frameId", Json.text(frame, "id")));
    var arguments = Json.of("expression", SCRIPT);
    arguments.addProperty("contextId", Json.number(world, "executionContextId"));
    arguments.addProperty("returnByValue", true);
    var answer = tab.evaluate(arguments, LOOK);
    return Json.object(answer, "result")
        .flatMap(result -> Json.object(result, "value"))
        .orElseThrow(() -> new PlaywrightException("no view: " + answer.get("exceptionDetails")));
  }

  private Optional<Picture> picture() {
    try {
      var png = tab.picture(ScreenshotType.PNG);
      return Optional.of(
          png.length <= LARGEST_PNG
              ? new Picture("image/png", Content.of(png))
              : new Picture("image/jpeg", Content.of(tab.picture(ScreenshotType.JPEG))));
    } catch (PlaywrightException notInTime) {
      return Optional.empty();
    }
  }

  private static String script() {
    try (var source = Viewer.class.getResourceAsStream("look.js")) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
