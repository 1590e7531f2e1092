package io.llmdevops.config;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One model of the chain, and how to reach it.
 *
 * @param dialect whose protocol its server speaks
 * @param name what it is called in reports: the model's own name, with the server's where two
 *     models of the chain would otherwise be called the same
 * @param model what its server calls it
 * @param baseUrl what the dialect's path is appended to, without a slash at its end
 * @param key none where the server wants none
 * @param keyVariable the variable that holds the key, or would hold it, for messages
 * @param temperature the provider's own where there is none
 * @param outputTokens of one answer at most
 * @param contextTokens of prompt and answer together
 * @param images it takes pictures
 * @param prices where they are known
 */
public record ModelConfig(
    Dialect dialect,
    String name,
    String model,
    URI baseUrl,
    Optional<Secret> key,
    String keyVariable,
    OptionalDouble temperature,
    int outputTokens,
    int contextTokens,
    boolean images,
    Optional<Prices> prices) {

  /** Whose protocol is spoken. */
  public enum Dialect {
    /** Chat Completions. */
    OPENAI,
    /** Messages. */
    ANTHROPIC
  }

  public ModelConfig {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(baseUrl, "baseUrl");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(keyVariable, "keyVariable");
    Objects.requireNonNull(temperature, "temperature");
    Objects.requireNonNull(prices, "prices");
  }

  /** The same under another name. */
  ModelConfig called(String other) {
    return new ModelConfig(
        dialect,
        other,
        model,
        baseUrl,
        key,
        keyVariable,
        temperature,
        outputTokens,
        contextTokens,
        images,
        prices);
  }
}
