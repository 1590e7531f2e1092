package io.llmdevops.model.talk;

/**
 * A model does not do what it was asked to; another may. The message is fit for the task's error.
 */
public final class GaveUpException extends RuntimeException {

  private final boolean refused;

  private GaveUpException(boolean refused, String why) {
    super(why);
    this.refused = refused;
  }

  /** It tried, and this is why nothing came of it. */
  public static GaveUpException failed(String why) {
    return new GaveUpException(false, why);
  }

  /**
   * It would not do it.
   *
   * @param what it was asked to do, such as "write this"
   */
  public static GaveUpException refused(String what) {
    return new GaveUpException(true, "the model refused to " + what);
  }

  public boolean isRefusal() {
    return refused;
  }
}
