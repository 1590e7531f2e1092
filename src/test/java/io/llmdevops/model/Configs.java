package io.llmdevops.model;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.Secret;
import java.util.Optional;
import java.util.OptionalDouble;

/** Models that differ in one point. */
final class Configs {

  private Configs() {}

  static ModelConfig withKey(ModelConfig config, Optional<String> key) {
    return copy(config, key.map(Secret::new), config.temperature(), config.images());
  }

  static ModelConfig withTemperature(ModelConfig config, double temperature) {
    return copy(config, config.key(), OptionalDouble.of(temperature), config.images());
  }

  static ModelConfig withoutImages(ModelConfig config) {
    return copy(config, config.key(), config.temperature(), false);
  }

  private static ModelConfig copy(
      ModelConfig config, Optional<Secret> key, OptionalDouble temperature, boolean images) {
    return new ModelConfig(
        config.dialect(),
        config.name(),
        config.model(),
        config.baseUrl(),
        key,
        config.keyVariable(),
        temperature,
        config.outputTokens(),
        config.contextTokens(),
        images,
        config.prices());
  }
}
