package io.llmdevops.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmdevops.model.Answer.Stop;
import io.vertx.core.Handler;
import java.util.Optional;

/** What was heard of one answer so far. The text itself goes on at once: nothing of it is kept. */
public final class Heard {

  /** Characters of an answer; many times what the largest models write at once. */
  static final long MOST = 16L << 20;

  /** Sums of larger ones would leave the range of numbers, and with it every limit. */
  private static final long MOST_TOKENS = 1_000_000_000;

  private final Handler<String> onText;
  private final Tally tally;
  private long characters;
  private Optional<Stop> stop = Optional.empty();
  private Optional<ProviderError> error = Optional.empty();
  private boolean ended;

  Heard(Handler<String> onText, Tally tally) {
    this.onText = onText;
    this.tally = tally;
  }

  /** The next piece of text. */
  public void text(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    characters += piece.length();
    if (characters > MOST) {
      throw new BadStreamException("the answer is longer than 16 million characters");
    }
    tally.text(piece);
    onText.handle(piece);
  }

  /** Why the model stopped; that it refused counts more than what follows. */
  public void stop(Stop reason) {
    if (!stop.equals(Optional.of(Stop.REFUSED))) {
      stop = Optional.of(reason);
    }
  }

  /** The server has said that this is all. */
  public void end() {
    ended = true;
  }

  /** The server has failed in the middle; what it said first tells most. */
  public void error(ProviderError told) {
    error = error.or(() -> Optional.of(told));
  }

  /**
   * The server's figures of what it has read.
   *
   * @param all the two others included
   * @param fromCache what it had kept from before
   * @param intoCache what it keeps from now on, where that has a price of its own
   */
  public void input(long all, long fromCache, long intoCache) {
    tally.input(all, fromCache, intoCache);
  }

  /** The server's figure of what it has written. */
  public void output(long tokens) {
    tally.output(tokens);
  }

  /** A number of tokens, or zero where this is none that a model could read or write. */
  public static long count(JsonNode figure) {
    var tokens = figure.canConvertToLong() ? figure.asLong() : 0;
    return tokens < 0 || tokens > MOST_TOKENS ? 0 : tokens;
  }

  Optional<Stop> stop() {
    return stop;
  }

  Optional<ProviderError> error() {
    return error;
  }

  boolean isEnded() {
    return ended;
  }
}
