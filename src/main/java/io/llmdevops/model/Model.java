package io.llmdevops.model;

import io.vertx.core.Future;
import io.vertx.core.Handler;

/** Something that writes text when it is asked to. */
public interface Model {

  /** What it is called in reports and logs. */
  String name();

  /**
   * Asks once. Pieces of text, cut anywhere, go to {@code onText} in order and on the caller's
   * context, all of them before the future ends. No thread waits meanwhile.
   *
   * @return how the answer ended and what it took; fails with {@link ModelException} where there is
   *     no answer, or only a piece of one that ended by accident
   */
  Future<Answer> generate(Prompt prompt, Handler<String> onText);
}
