package io.llmdevops.git;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A remote repository did not do what it was asked. Its message holds no URL and no secret. */
public final class GitRemoteException extends IOException {

  /** What kind of trouble it is. */
  public enum Kind {
    /** HTTP 404: no such repository, or not for this token. */
    NOT_FOUND,
    /** HTTP 401: the token is not valid. */
    UNAUTHORIZED,
    /** HTTP 403: the token may not do this. */
    FORBIDDEN,
    /** It has looked at what was pushed, and declined; {@link #said} tells why. */
    DECLINED,
    /** A redirect, which is not followed. */
    MOVED_AWAY,
    /** HTTP 429: too much at once. */
    LIMITED,
    /** The network, a time-out, 5xx: it may go better the next time. */
    PASSING
  }

  private final Kind kind;
  private final transient List<String> said;
  private final transient Optional<String> retryAfter;

  public GitRemoteException(Kind kind, String message, List<String> said, Throwable cause) {
    this(kind, message, said, Optional.empty(), cause);
  }

  GitRemoteException(
      Kind kind, String message, List<String> said, Optional<String> retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.said = List.copyOf(said);
    this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
  }

  public Kind kind() {
    return kind;
  }

  /**
   * What the remote has told, line by line, without control characters: at most 101 lines of 300
   * characters. Of a push that was declined the last one is the reason that git itself shows.
   */
  public List<String> said() {
    return said;
  }

  /** The answer's header {@code Retry-After}, as it came. */
  public Optional<String> retryAfter() {
    return retryAfter;
  }
}
