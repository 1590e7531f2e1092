package io.llmdevops.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What a model's tokens cost, in US dollars per million.
 *
 * @param input tokens of the prompt
 * @param cached tokens of the prompt that the provider had kept from before
 * @param output tokens of the answer
 */
public record Prices(BigDecimal input, BigDecimal cached, BigDecimal output) {

  private static final int MILLION = 6;
  private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(Long.MAX_VALUE);

  public Prices {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(cached, "cached");
    Objects.requireNonNull(output, "output");
  }

  /**
   * What one call costs, in US dollars.
   *
   * @param inputTokens the cached ones included
   */
  public BigDecimal cost(long inputTokens, long cachedTokens, long outputTokens) {
    return input
        .multiply(BigDecimal.valueOf(inputTokens - cachedTokens))
        .add(cached.multiply(BigDecimal.valueOf(cachedTokens)))
        .add(output.multiply(BigDecimal.valueOf(outputTokens)))
        .movePointLeft(MILLION)
        .stripTrailingZeros();
  }

  /** How many tokens of an answer that much money buys. */
  public long outputTokensFor(BigDecimal usd) {
    if (output.signum() == 0) {
      return Long.MAX_VALUE;
    }
    return usd.movePointRight(MILLION)
        .divide(output, 0, RoundingMode.DOWN)
        .min(MOST_TOKENS)
        .longValue();
  }
}
