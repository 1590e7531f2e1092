package io.llmdevops.check.browser.guard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Proxy;
import io.llmdevops.check.browser.chromium.PlainPlaywright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The installed Chromium with every switch that a guard needs, and one context for each guard. */
final class GuardedBrowser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  private static final List<String> SWITCHES =
      List.of(
          "--no-sandbox",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
          "--webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--disable-quic",
          "--proxy-server=http://127.0.0.1:1",
          "--proxy-bypass-list=<-loopback>");

  private final Playwright playwright;
  private final Browser browser;

  /**
   * @param folder for what Playwright writes
   */
  GuardedBrowser(Path folder) {
    var chromium = onPath(NAMES);
    var node = onPath(List.of("node"));
    assumeTrue(chromium.isPresent() && node.isPresent(), "there is no Chromium or no Node.js here");
    playwright = PlainPlaywright.start(folder, node.get());
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(chromium.get()).setArgs(SWITCHES));
  }

  BrowserContext context(Guard guard) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setProxy(new Proxy("http://127.0.0.1:" + guard.port()).setBypass("<-loopback>")));
  }

  private static Optional<Path> onPath(List<String> names) {
    var folders =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(browser, playwright).forEach(GuardedBrowser::close);
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
