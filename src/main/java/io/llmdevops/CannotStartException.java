package io.llmdevops;

/** The engine cannot start, for a reason that its operator can do something about. */
public final class CannotStartException extends RuntimeException {

  CannotStartException(String message) {
    super(message);
  }
}
