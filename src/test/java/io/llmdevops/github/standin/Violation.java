package io.llmdevops.github.standin;

import java.util.Objects;

/** Something that GitHub asks its clients not to do, and that was done. */
public record Violation(Kind kind, Call call, String detail) {

  /** Which rule was broken. */
  public enum Kind {
    /** A request with a token that was told to wait. */
    INSIDE_CLOSED_WINDOW,
    /** Two changing calls with one token at once. */
    TWO_CHANGES_AT_ONCE,
    /** Two changing calls with one token less than the gap apart. */
    CHANGES_TOO_CLOSE,
    /** A token stands in an address or in a body. */
    TOKEN_SHOWN,
    /** A token was sent where it does not belong. */
    TOKEN_ABROAD,
    /** A request without a {@code User-Agent}. */
    NO_USER_AGENT
  }

  public Violation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(call, "call");
    Objects.requireNonNull(detail, "detail");
  }
}
