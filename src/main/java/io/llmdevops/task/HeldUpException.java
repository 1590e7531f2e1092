package io.llmdevops.task;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Something outside asks to wait, or cannot be reached just now: whoever works on a task lets go of
 * it and takes it up again later. The message is fit for the task's timeline.
 */
public final class HeldUpException extends RuntimeException {

  private final transient Optional<Duration> after;

  private HeldUpException(Optional<Duration> after, String why, Throwable cause) {
    super(Objects.requireNonNull(why, "why"), cause);
    this.after = after;
  }

  /** No earlier than after this time. */
  public static HeldUpException until(Duration after, String why) {
    return new HeldUpException(Optional.of(after), why, null);
  }

  /** With the usual backoff, since nobody has said when. */
  public static HeldUpException backingOff(String why, Throwable cause) {
    return new HeldUpException(Optional.empty(), why, cause);
  }

  /** The wait that was asked for, if any was. */
  public Optional<Duration> after() {
    return after;
  }
}
