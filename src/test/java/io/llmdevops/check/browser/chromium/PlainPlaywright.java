package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Playwright for tests that want nothing else of ours. Its driver is the same for all of a process,
 * so they cannot bring their own.
 */
public final class PlainPlaywright {

  private PlainPlaywright() {}

  /**
   * @param folder for the driver's files
   */
  public static Playwright start(Path folder, Path node) {
    try {
      var workshop = new Workshop(folder);
      var room = workshop.room();
      var command = List.of(node.toString(), workshop.driver().toString());
      return NodeDriver.start(new NodeDriver.Node(command, System.getenv(), room));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
