package io.llmdevops.task;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What one call of a model took.
 *
 * @param model as the configuration names it
 * @param inputTokens the cached ones included
 * @param cachedTokens those of the input that the provider had kept from before
 * @param costUsd where prices are known
 * @param firstTokenMillis until the first piece of text
 * @param durationMillis until the last
 * @param ended false for a call of which only the beginning is known: its tokens are what was set
 *     aside for it
 */
public record ModelCall(
    String model,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    Optional<BigDecimal> costUsd,
    long firstTokenMillis,
    long durationMillis,
    boolean ended) {

  public ModelCall {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(costUsd, "costUsd");
  }

  /** A call that has ended. */
  public ModelCall(
      String model,
      long inputTokens,
      long outputTokens,
      long cachedTokens,
      Optional<BigDecimal> costUsd,
      long firstTokenMillis,
      long durationMillis) {
    this(
        model,
        inputTokens,
        outputTokens,
        cachedTokens,
        costUsd,
        firstTokenMillis,
        durationMillis,
        true);
  }

  /** A call that is about to be made: the most that it may take, which counts until it ends. */
  public static ModelCall begun(
      String model, long inputTokens, long outputTokens, Optional<BigDecimal> costUsd) {
    return new ModelCall(model, inputTokens, outputTokens, 0, costUsd, 0, 0, false);
  }
}
