package io.llmdevops.model.http;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.Prices;
import io.llmdevops.model.Tokens;
import io.llmdevops.task.ModelCall;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts what one call takes: the server's figures where it gives any, else an estimate. */
final class Tally {

  /** Anthropic's price of what is written to its five-minute cache: a quarter above the input's. */
  private static final BigDecimal WRITE_SURCHARGE = new BigDecimal("0.25");

  private static final int MILLION = 6;

  /** Of texts that tokenizers are good at, an estimate is up to so many times the truth. */
  private static final int MOST_PER_TOKEN = 3;

  private static final long UNKNOWN = -1;

  private final ModelConfig config;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final long promptTokens;
  private final Tokens text = new Tokens();
  private long firstTextAt = UNKNOWN;
  private long input = UNKNOWN;
  private long cached;
  private long written;
  private long output = UNKNOWN;

  /**
   * @param startedAt on the clock of {@code nanoTime}
   * @param promptTokens an estimate
   */
  Tally(ModelConfig config, LongSupplier nanoTime, long startedAt, long promptTokens) {
    this.config = config;
    this.nanoTime = nanoTime;
    this.startedAt = startedAt;
    this.promptTokens = promptTokens;
  }

  void text(String piece) {
    firstTextAt = firstTextAt == UNKNOWN ? millis() : firstTextAt;
    text.add(piece);
  }

  /** Figures only grow in the course of a stream; some servers fill in zeros at one of its ends. */
  void input(long all, long fromCache, long intoCache) {
    input = Math.max(input, all);
    cached = Math.max(cached, fromCache);
    written = Math.max(written, intoCache);
  }

  void output(long tokens) {
    output = Math.max(output, tokens);
  }

  /** Whether there is more text than so many tokens can be, by a generous estimate. */
  boolean isLongerThan(long tokens) {
    return text.total() / MOST_PER_TOKEN > tokens;
  }

  ModelCall call() {
    var in = input <= 0 ? promptTokens : input;
    var out = output <= 0 ? text.total() : output;
    var known = Math.min(cached, in);
    var cost = config.prices().map(prices -> cost(prices, in, known, out));
    return new ModelCall(config.name(), in, out, known, cost, Math.max(0, firstTextAt), millis());
  }

  private BigDecimal cost(Prices prices, long in, long known, long out) {
    var surcharge =
        prices
            .input()
            .multiply(WRITE_SURCHARGE)
            .multiply(BigDecimal.valueOf(written))
            .movePointLeft(MILLION);
    return prices.cost(in, known, out).add(surcharge).stripTrailingZeros();
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startedAt);
  }
}
