package io.llmdevops.model;

import io.llmdevops.task.ModelCall;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A call of a model came to nothing. Its message is fit to be shown to whoever sent the task. */
public final class ModelException extends RuntimeException {

  /** What there is to expect of another try. */
  public enum Kind {
    /** The same call may succeed later: a limit of rate, a server's fault, a broken connection. */
    PASSING,
    /** Nothing asked of this model will succeed: a wrong key, no quota, no such model. */
    ACCOUNT,
    /** This prompt will not succeed with this model: too long, or not understood. */
    REQUEST
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<ModelCall> call;

  /**
   * @param retryAfter the earliest time for another try, where the other side named one
   * @param call what was spent all the same; nothing where the model never set to work
   */
  public ModelException(
      Kind kind, String message, Optional<Duration> retryAfter, Optional<ModelCall> call) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    this.call = Objects.requireNonNull(call, "call");
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public Optional<ModelCall> call() {
    return call;
  }
}
