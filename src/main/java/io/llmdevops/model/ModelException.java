package io.llmdevops.model;

import io.llmdevops.task.ModelCall;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A call of a model came to nothing. Its message is fit to be shown to whoever sent the task. */
public final class ModelException extends RuntimeException {

  private final boolean worthRetrying;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<ModelCall> call;

  /**
   * @param worthRetrying the same call may succeed later
   * @param retryAfter the earliest time for that, where the other side named one
   * @param call what was spent all the same
   */
  public ModelException(
      String message,
      boolean worthRetrying,
      Optional<Duration> retryAfter,
      Optional<ModelCall> call) {
    super(message);
    this.worthRetrying = worthRetrying;
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    this.call = Objects.requireNonNull(call, "call");
  }

  public boolean isWorthRetrying() {
    return worthRetrying;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public Optional<ModelCall> call() {
    return call;
  }
}
