package io.llmdevops.model;

import io.llmdevops.config.Prices;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.Objects;
import java.util.Optional;

/** Something that writes text when it is asked to. */
public interface Model {

  /** What it is called in reports, logs and calls; no other model of the chain is called so. */
  String name();

  /** What to know of it before asking. */
  Traits traits();

  /**
   * Asks once. Pieces of text, cut anywhere, go to {@code onText} in order and on the caller's
   * context, all of them before the future ends. No thread waits meanwhile.
   *
   * @return how the answer ended and what it took; fails with {@link ModelException} where there is
   *     no answer, or only a piece of one that ended by accident
   */
  Future<Answer> generate(Prompt prompt, Handler<String> onText);

  /**
   * What a model can take.
   *
   * @param images it looks at pictures
   * @param contextTokens of prompt and answer together
   * @param outputTokens of one answer at most
   * @param prices where they are configured
   */
  record Traits(boolean images, long contextTokens, long outputTokens, Optional<Prices> prices) {
    public Traits {
      Objects.requireNonNull(prices, "prices");
    }
  }
}
