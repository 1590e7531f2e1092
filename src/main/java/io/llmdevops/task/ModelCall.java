package io.llmdevops.task;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What one call of a model took.
 *
 * @param inputTokens the cached ones included
 * @param costUsd where prices are known
 * @param firstTokenMillis until the first piece of text
 * @param durationMillis until the last
 */
public record ModelCall(
    String model,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    Optional<BigDecimal> costUsd,
    long firstTokenMillis,
    long durationMillis) {

  public ModelCall {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(costUsd, "costUsd");
  }
}
