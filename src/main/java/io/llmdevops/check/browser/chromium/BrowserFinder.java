package io.llmdevops.check.browser.chromium;

import io.llmdevops.config.BrowserConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where on this machine a browser is, and the Node.js that drives it. Looks at files only, starts
 * nothing, and looks anew each time.
 */
public final class BrowserFinder {

  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "microsoft-edge",
          "microsoft-edge-stable");

  private static final List<String> ELSEWHERE =
      List.of(
          "/snap/bin/chromium",
          "/opt/google/chrome/chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge");

  private static final List<String> ON_WINDOWS =
      List.of(
          "Google/Chrome/Application/chrome.exe",
          "Chromium/Application/chrome.exe",
          "Microsoft/Edge/Application/msedge.exe");

  private final BrowserConfig config;
  private final Map<String, String> environment;
  private final Predicate<Path> runs;
  private final boolean bundled;

  public BrowserFinder(BrowserConfig config) {
    this(config, System.getenv(), Files::isExecutable, DriverPackage.bundledNode().isPresent());
  }

  /**
   * @param runs whether a path is an executable
   * @param bundled whether a Node.js comes with the class path
   */
  BrowserFinder(
      BrowserConfig config,
      Map<String, String> environment,
      Predicate<Path> runs,
      boolean bundled) {
    this.config = config;
    this.environment = environment;
    this.runs = runs.and(path -> !Files.isDirectory(path));
    this.bundled = bundled;
  }

  /**
   * Why there are no browser checks here, and how to get them, on one line; empty where both are.
   */
  public Optional<String> missing() {
    if (!config.wanted()) {
      return Optional.of("browser checks are switched off by BROWSER_PATH=none");
    }
    var missing =
        Stream.of(
                chromium().isPresent()
                    ? ""
                    : "a browser (install Chromium, Chrome or Edge, on Debian with"
                        + " \"apt-get install chromium\", or name one with BROWSER_PATH)",
                node().isPresent() || nodeIsBundled()
                    ? ""
                    : "Node.js 20 or newer, which drives the browser (install it, name it with"
                        + " BROWSER_NODE, or put Playwright's driver-bundle jar beside the"
                        + " engine's jar)")
            .filter(each -> !each.isEmpty())
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "browser checks do not run, since this machine lacks " + String.join(" and ", missing));
  }

  /** The browser: what BROWSER_PATH names, else the first one found. */
  public Optional<Path> chromium() {
    return config.chromium().isPresent()
        ? config.chromium().filter(runs)
        : Stream.concat(
                NAMES.stream().flatMap(this::onPath),
                Stream.concat(ELSEWHERE.stream().map(Path::of), onWindows()))
            .filter(runs)
            .findFirst();
  }

  /** Node.js: what BROWSER_NODE names, else the first on PATH. */
  public Optional<Path> node() {
    return config.node().isPresent()
        ? config.node().filter(runs)
        : onPath("node").filter(runs).findFirst();
  }

  /** Whether a Node.js comes with the class path, which is used where no other is found. */
  public boolean nodeIsBundled() {
    return bundled;
  }

  private Stream<Path> onPath(String name) {
    var folders = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(folders)
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, isWindows() ? name + ".exe" : name).toAbsolutePath());
  }

  private Stream<Path> onWindows() {
    return Stream.of("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
        .map(environment::get)
        .filter(folder -> folder != null && isWindows())
        .flatMap(folder -> ON_WINDOWS.stream().map(name -> Path.of(folder, name)));
  }

  static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
  }
}
