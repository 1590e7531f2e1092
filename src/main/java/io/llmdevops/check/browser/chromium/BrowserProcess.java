package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.config.BrowserConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Chromium with the Node.js that drives it. Used by one thread at a time. */
final class BrowserProcess {

  private static final Logger log = LoggerFactory.getLogger(BrowserProcess.class);

  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration POLITE = Duration.ofSeconds(5);
  private static final int NODE_MB = 512;

  private final Path room;
  private final ProcessTree tree;
  private final Watch watch;
  private Playwright playwright;
  private Browser browser;

  private BrowserProcess(Path room, int memoryMb) {
    this.room = room;
    this.tree = new ProcessTree(room.resolve("pid"));
    this.watch = new Watch(tree, memoryMb, System::nanoTime);
  }

  /**
   * Starts one.
   *
   * @param watched is told of it before it runs
   * @throws NoBrowserException where it does not start
   */
  static BrowserProcess start(
      BrowserConfig config, Workshop workshop, Consumer<BrowserProcess> watched) {
    var finder = new BrowserFinder(config);
    try {
      var room = workshop.room();
      var process = new BrowserProcess(room, config.limits().memoryMb());
      watched.accept(process);
      var node = finder.node().isPresent() ? finder.node().get() : workshop.node();
      var chromium = finder.chromium().orElseThrow(() -> new IOException("no browser"));
      process.launch(config, node, workshop.driver(), chromium);
      return process;
    } catch (IOException unwritable) {
      throw new NoBrowserException(
          "the browser does not start: cannot write to " + config.folder(), unwritable);
    }
  }

  private void launch(BrowserConfig config, Path node, Path driver, Path chromium)
      throws IOException {
    var leash = room.resolve("leash.js");
    try (var source = BrowserProcess.class.getResourceAsStream("leash.js")) {
      Files.copy(source, leash, StandardCopyOption.REPLACE_EXISTING);
    }
    var command =
        List.of(
            node.toString(),
            "--max-old-space-size=" + NODE_MB,
            "--require",
            leash.toString(),
            driver.toString());
    try {
      watch.within(
          START,
          "it did not start in time",
          () -> {
            var environment = Launch.environment(room);
            playwright = NodeDriver.start(new NodeDriver.Node(command, environment, room));
            browser = playwright.chromium().launch(Launch.options(config, chromium, room));
            tree.launched();
            return browser;
          });
    } catch (PlaywrightException | Ended failed) {
      var reason = StartFailure.reason(failed, room.resolve("stderr.log"));
      close();
      throw new NoBrowserException("the browser does not start: " + reason, failed);
    }
  }

  Watch watch() {
    return watch;
  }

  String version() {
    return browser.version();
  }

  /**
   * A fresh context whose every connection goes to that proxy.
   *
   * @throws Ended where the browser does not answer
   */
  BrowserContext context(int proxy) {
    return watch.within(
        POLITE, "the browser did not answer", () -> browser.newContext(Launch.context(proxy)));
  }

  /** Whether it can be used once more after that context, which is closed. */
  boolean survives(BrowserContext context) {
    try {
      return watch.within(
          POLITE,
          "the page did not let itself be closed",
          () -> {
            context.close();
            return browser.isConnected();
          });
    } catch (PlaywrightException | Ended broken) {
      return false;
    }
  }

  /** Whether the browser has gone, rather than the page been at odds with us. */
  boolean isGone() {
    return watch.ended().isPresent()
        || !browser.isConnected()
        || !tree.isAlive()
        || tree.hasLostBrowser();
  }

  long memory() {
    return tree.memory();
  }

  /**
   * Node.js ends when it is no longer spoken to. Were it killed before that, or hung up on with
   * words still on their way to it, Playwright would complain on the engine's terminal: so the last
   * word is a question, and its answer is waited for.
   */
  private void hangUp() {
    try {
      if (tree.isAlive()) {
        playwright.request().newContext();
      }
    } finally {
      playwright.close();
    }
  }

  /** Ends it from another thread, upon which the one that uses it closes it. */
  void end(String why) {
    watch.end(new Ended(Kind.OUT_OF_TIME, why));
  }

  /** Ends it, and deletes what it wrote. */
  void close() {
    tree.killBrowser();
    if (playwright != null) {
      watch.farewell(this::hangUp);
    }
    tree.kill();
    try {
      Workshop.delete(room);
    } catch (IOException busy) {
      log.debug("left behind until the next start: {}", room, busy);
    }
  }
}
