package io.llmdevops.llm;

/** A model will not write this version; another may. The message is fit for the task's error. */
final class GaveUpException extends RuntimeException {

  private final boolean refused;

  private GaveUpException(boolean refused, String why) {
    super(why);
    this.refused = refused;
  }

  /** It tried, and this is why nothing came of it. */
  static GaveUpException failed(String why) {
    return new GaveUpException(false, why);
  }

  /** It would not do it. */
  static GaveUpException refused() {
    return new GaveUpException(true, "the model refused to write this");
  }

  boolean isRefusal() {
    return refused;
  }
}
