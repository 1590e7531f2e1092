package io.llmdevops.task;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a task stands. The row of a task carries exactly one of these, and every move between them
 * is one of {@link #mayBecome}.
 */
public enum TaskState {
  /** Stored; a model has yet to write it. */
  ACCEPTED,
  /** A version is stored; it has yet to be checked. */
  GENERATED,
  /** A version has been chosen for publication. */
  CHECKED,
  /** Checks, or a failed build, sent it back to the model. */
  REJECTED,
  /** Pushed; the page has yet to be live. */
  PUBLISHED,
  /** The page is live (or the wait for it has ended); the callback is due. */
  LIVE,
  /** The callback was delivered. */
  NOTIFIED,
  /** Ended without a delivered callback; the row says why. */
  FAILED,
  /** Reserved. */
  CANCELLED;

  private static final Set<TaskState> FINAL = EnumSet.of(NOTIFIED, FAILED, CANCELLED);
  private static final Set<TaskState> CLEARS_REPOSITORY =
      EnumSet.of(LIVE, NOTIFIED, FAILED, CANCELLED);

  /** The states that may follow this one. */
  public Set<TaskState> mayBecome() {
    return switch (this) {
      case ACCEPTED, REJECTED -> EnumSet.of(GENERATED, FAILED, CANCELLED);
      case GENERATED -> EnumSet.of(CHECKED, REJECTED, FAILED, CANCELLED);
      case CHECKED -> EnumSet.of(PUBLISHED, REJECTED, FAILED, CANCELLED);
      case PUBLISHED -> EnumSet.of(LIVE, REJECTED, FAILED, CANCELLED);
      case LIVE -> EnumSet.of(NOTIFIED, FAILED, CANCELLED);
      // A duplicate request for a notified task has its callback sent once more.
      case NOTIFIED -> EnumSet.of(NOTIFIED);
      case FAILED, CANCELLED -> EnumSet.noneOf(TaskState.class);
    };
  }

  public boolean mayBecome(TaskState next) {
    return mayBecome().contains(next);
  }

  /** Nothing more happens by itself from here. */
  public boolean isFinal() {
    return FINAL.contains(this);
  }

  /** From here on the next task of the same repository may start. */
  public boolean clearsRepository() {
    return CLEARS_REPOSITORY.contains(this);
  }

  /** The spelling of the HTTP contract and of the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state spelled so in the HTTP contract, if there is one. */
  public static Optional<TaskState> fromWire(String wire) {
    return Stream.of(values()).filter(state -> state.wire().equals(wire)).findFirst();
  }
}
