package io.llmdevops;

/** The engine cannot start, for a reason that its operator can do something about. */
public final class CannotStartException extends RuntimeException {

  /**
   * @param message one line; where it was found out is of no interest
   */
  public CannotStartException(String message) {
    super(message, null, false, false);
  }
}
