package io.llmdevops.task;

import java.util.Objects;

/**
 * Something outside refuses for good, and trying again would not help. The message says what to do
 * about it and is fit for the task's {@code error}.
 */
public final class RefusedException extends RuntimeException {

  public RefusedException(String error) {
    super(Objects.requireNonNull(error, "error"));
  }
}
