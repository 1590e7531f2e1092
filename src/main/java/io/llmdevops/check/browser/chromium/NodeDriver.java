package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.Driver;
import io.llmdevops.check.browser.NoBrowserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How Playwright starts its other half. Its own way would hand the engine's whole environment, keys
 * and all, to processes that show strangers' pages. There is one of these in a JVM, whatever the
 * number of engines; what it starts is up to the thread that asks.
 */
public final class NodeDriver extends Driver {

  private static final ThreadLocal<Node> NODE = new ThreadLocal<>();

  /**
   * @param command what runs Playwright's {@code cli.js}, without arguments to it
   * @param environment all that it gets
   * @param folder where it starts
   */
  record Node(List<String> command, Map<String, String> environment, Path folder) {}

  /** For Playwright, which makes it by its name. */
  public NodeDriver() {}

  static Playwright start(Node node) {
    System.setProperty("playwright.driver.impl", NodeDriver.class.getName());
    if (!(ensureDriverInstalled(Map.of(), false) instanceof NodeDriver)) {
      throw new NoBrowserException(
          "browser checks do not run: Playwright is told to drive the browser in another way"
              + " (unset PLAYWRIGHT_DRIVER_DIR and playwright.cli.dir)");
    }
    NODE.set(node);
    try {
      return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of()));
    } finally {
      NODE.remove();
    }
  }

  @Override
  protected void initialize(Boolean installBrowsers) {
    env.clear();
  }

  @Override
  public Path driverDir() {
    return NODE.get().folder();
  }

  @Override
  public ProcessBuilder createProcessBuilder() {
    var node = NODE.get();
    var builder = new ProcessBuilder().directory(node.folder().toFile());
    builder.command().addAll(node.command());
    builder.environment().clear();
    builder.environment().putAll(node.environment());
    return builder;
  }
}
