package io.llmdevops;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The configuration of an engine on free ports of the loopback interface, and without a browser:
 * most tests are not about pages. An empty {@code BROWSER_PATH} has one looked for.
 */
final class LoopbackConfig {

  private LoopbackConfig() {}

  /**
   * @param settings by variable, over those that make it such an engine
   */
  static EngineConfig with(Vertx vertx, Path dataDir, JsonObject settings) {
    var variables =
        new JsonObject()
            .put("DATA_DIR", dataDir.toString())
            .put("HOST", "127.0.0.1")
            .put("PORT", "0")
            .put("HOSTING_PORT", "0")
            .put("MANAGEMENT_PORT", "0")
            .put("BROWSER_PATH", "none")
            .mergeIn(settings);
    var environment = new ConfigStoreOptions().setType("json").setConfig(variables);
    try {
      var loaded = new ConfigLoader(vertx, dataDir, environment).load();
      return loaded.await(20, TimeUnit.SECONDS).config();
    } catch (TimeoutException e) {
      throw new AssertionError("still loading the configuration", e);
    }
  }

  /**
   * One that publishes on this GitHub, and calls back whoever asks.
   *
   * @param gap between two changing calls
   */
  static EngineConfig with(
      Vertx vertx, Path dataDir, StandInGithub github, Duration gap, JsonObject settings)
      throws IOException {
    Files.createDirectories(dataDir.resolve("conf"));
    var pace = new JsonObject().put("github_gap_ms", gap.toMillis()).put("github_poll_ms", 50);
    Files.writeString(dataDir.resolve("conf/config.json"), pace.encode());
    return with(
        vertx,
        dataDir,
        new JsonObject()
            .put("NOTIFY_ALLOW_PRIVATE", "true")
            .put("GITHUB_API_URL", github.apiUrl())
            .put("GITHUB_TOKEN", github.token())
            .mergeIn(settings));
  }
}
