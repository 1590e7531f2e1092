package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.llmdevops.config.BrowserConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How browsers are started: with nothing of the engine's, and no way out but the guard. */
final class Launch {

  /** Of the engine's environment, only what programs need to find themselves and their fonts. */
  private static final List<String> KEPT =
      List.of(
          "PATH",
          "Path",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "FONTCONFIG_FILE",
          "FONTCONFIG_PATH",
          "SystemRoot",
          "SYSTEMDRIVE",
          "windir",
          "ProgramFiles",
          "ProgramFiles(x86)",
          "PROGRAMDATA");

  private static final List<String> ROOMS =
      List.of("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TMPDIR", "TEMP", "TMP");

  private static final int LONGEST_ROOM = 60;
  private static final Path HERE = Path.of("/proc/self/cwd");

  private static final int START_MS = 30_000;

  /** Where the browser itself, rather than a page, would go: nowhere. RFC 6761, section 6.4. */
  private static final String NOWHERE = "http://nowhere.invalid:1";

  private Launch() {}

  static Map<String, String> environment(Path room) {
    var environment = new HashMap<String, String>();
    KEPT.stream()
        .filter(name -> System.getenv(name) != null)
        .forEach(name -> environment.put(name, System.getenv(name)));
    ROOMS.forEach(name -> environment.put(name, room.toString()));
    environment.put("PW_LANG_NAME", "java");
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return environment;
  }

  /**
   * Chromium makes a socket in its folder for temporary files, whose path may be no longer than a
   * hundred bytes or so (unix(7)), whatever the depth of the engine's own. It starts in its room,
   * and Linux has a short name for where one is.
   */
  private static Map<String, String> ofBrowser(Path room) {
    var environment = environment(room);
    if (room.toString().length() > LONGEST_ROOM && Files.isDirectory(HERE)) {
      environment.put("TMPDIR", HERE.toString());
    }
    return environment;
  }

  static LaunchOptions options(BrowserConfig config, Path chromium, Path room) {
    return new LaunchOptions()
        .setExecutablePath(chromium)
        .setEnv(ofBrowser(room))
        .setChromiumSandbox(config.sandbox().orElseGet(() -> !isRoot()))
        .setProxy(new Proxy(NOWHERE))
        .setArgs(arguments(config.limits().memoryMb()))
        // Without it a page could change its address faster than anybody can follow.
        .setIgnoreDefaultArgs(List.of("--disable-ipc-flooding-protection"))
        // The engine says when they end, also when a terminal sends its signal to all.
        .setHandleSIGINT(false)
        .setHandleSIGTERM(false)
        .setHandleSIGHUP(false)
        .setTimeout(START_MS);
  }

  static NewContextOptions context(int proxy) {
    return new NewContextOptions()
        .setProxy(new Proxy("http://127.0.0.1:" + proxy))
        .setViewportSize(1280, 800)
        .setLocale("en-US")
        .setAcceptDownloads(false)
        .setPermissions(List.of())
        .setServiceWorkers(ServiceWorkerPolicy.ALLOW);
  }

  /** See {@code chrome/common/chrome_switches.cc} and its neighbours in Chromium's source. */
  private static List<String> arguments(int memoryMb) {
    return List.of(
        // Names are the guard's to resolve; this holds whatever does not go through a proxy, too.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--disable-quic",
        // The same policy by Chrome's switch and by that of bare Chromium.
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--dns-prefetch-disable",
        "--no-pings",
        "--disable-domain-reliability",
        "--disable-gpu-shader-disk-cache",
        "--disk-cache-size=1",
        "--mute-audio",
        "--js-flags=--max-old-space-size=" + memoryMb * 3 / 4);
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException notLinux) {
      return System.getProperty("user.name").equals("root");
    }
  }
}
