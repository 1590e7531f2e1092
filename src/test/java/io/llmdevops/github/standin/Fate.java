package io.llmdevops.github.standin;

import java.util.Objects;

/**
 * What becomes of a build or of a workflow run.
 *
 * @param message of a failure: the build's error, or the last line of the failing step's log
 */
public record Fate(Kind kind, String message) {

  /** How it ends, if it does. */
  public enum Kind {
    SUCCEEDS,
    FAILS,
    /** Runs only; a build fails. */
    IS_CANCELLED,
    /** It stays queued. */
    IS_STUCK
  }

  public static final Fate SUCCEEDS = new Fate(Kind.SUCCEEDS, "");
  public static final Fate STUCK = new Fate(Kind.IS_STUCK, "");
  public static final Fate CANCELLED = new Fate(Kind.IS_CANCELLED, "The run was canceled.");

  public Fate {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }

  public static Fate fails(String message) {
    return new Fate(Kind.FAILS, message);
  }
}
