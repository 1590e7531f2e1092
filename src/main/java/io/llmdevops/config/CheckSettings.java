package io.llmdevops.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads how versions are checked. */
final class CheckSettings {

  private static final String NONE = "none";

  private final Settings settings;

  CheckSettings(Settings settings) {
    this.settings = settings;
  }

  CheckConfig read(StoreConfig store) {
    return new CheckConfig(settings.number("max_repairs", 0, 10), browser(store));
  }

  private BrowserConfig browser(StoreConfig store) {
    var named = settings.text("browser_path");
    var wanted = !named.equals(Optional.of(NONE));
    return new BrowserConfig(
        wanted,
        wanted ? file("browser_path") : Optional.empty(),
        file("browser_node"),
        settings.optional("browser_sandbox", Form.FLAG),
        settings.number("browser_concurrency", 1, 64),
        settings.flag("browser_third_parties"),
        new BrowserConfig.Limits(
            millis("browser_check_ms"),
            millis("browser_version_ms"),
            settings.number("browser_memory_mb", 256, 1 << 20)),
        store.browser());
  }

  private Optional<Path> file(String key) {
    return settings.optional(key, Form.EXECUTABLE);
  }

  private Duration millis(String key) {
    return Duration.ofMillis(settings.number(key, 100, 600_000));
  }
}
