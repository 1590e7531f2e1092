package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.Secret;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Configurations of an engine on the loopback interface, without a browser, loaded as the doctor
 * does.
 */
final class Configured {

  private Configured() {}

  /**
   * @param settings by variable, over those of free ports
   */
  static ConfigLoader.Loaded with(Path folder, JsonObject settings) {
    var variables =
        new JsonObject()
            .put("DATA_DIR", folder.resolve("data").toString())
            .put("HOST", "127.0.0.1")
            .put("PORT", "0")
            .put("HOSTING_PORT", "0")
            .put("MANAGEMENT_PORT", "0")
            .put("BROWSER_PATH", "none")
            .mergeIn(settings);
    return new ConfigReader(folder).onlyLooking().read(variables.getMap());
  }

  /** The same with these models, and with a folder of prompts. */
  static ConfigLoader.Loaded with(
      ConfigLoader.Loaded loaded, List<ModelConfig> chain, Optional<Path> prompts) {
    var config = loaded.config();
    var llm = config.llm();
    return new ConfigLoader.Loaded(
        new EngineConfig(
            config.http(),
            config.management(),
            config.hosting(),
            config.store(),
            config.access(),
            new LlmConfig(
                chain,
                llm.concurrency(),
                llm.clusterConcurrency(),
                llm.idleTimeout(),
                llm.limits(),
                prompts,
                llm.keepPrompts(),
                llm.simulated()),
            chain.stream()
                .collect(Collectors.toMap(ModelConfig::keyVariable, m -> m.key().orElseThrow())),
            config.check(),
            config.github(),
            config.notification(),
            config.pipeline(),
            config.retention(),
            config.log(),
            config.cluster(),
            config.roles()),
        loaded.generatedSecret(),
        loaded.sources());
  }

  /** A model called so, with the key {@code key-of-<name>}. */
  static ModelConfig model(String name) {
    return new ModelConfig(
        ModelConfig.Dialect.OPENAI,
        name,
        name,
        URI.create("https://user:word@" + name + ".example:8443/v1"),
        Optional.of(new Secret("key-of-" + name)),
        "KEY_OF_" + name.toUpperCase(Locale.ROOT),
        OptionalDouble.empty(),
        8_000,
        100_000,
        false,
        Optional.empty());
  }
}
