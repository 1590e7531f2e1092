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
  private final boolean forAll;

  private HeldUpException(Optional<Duration> after, String why, Throwable cause, boolean forAll) {
    super(Objects.requireNonNull(why, "why"), cause);
    this.after = after;
    this.forAll = forAll;
  }

  /** No earlier than after this time. */
  public static HeldUpException until(Duration after, String why) {
    return new HeldUpException(Optional.of(after), why, null, false);
  }

  /** The same, and it would be no better for any other task that is due for the same step. */
  public static HeldUpException allUntil(Duration after, String why) {
    return new HeldUpException(Optional.of(after), why, null, true);
  }

  /** With the usual backoff, since nobody has said when. */
  public static HeldUpException backingOff(String why, Throwable cause) {
    return new HeldUpException(Optional.empty(), why, cause, false);
  }

  /** The wait that was asked for, if any was. */
  public Optional<Duration> after() {
    return after;
  }

  /** Whether there is no use in trying with another task before that. */
  public boolean isForAll() {
    return forAll;
  }
}
