package io.llmdevops.check.repository;

/**
 * A place in a file that names another.
 *
 * @param target as it stands there, entities and escapes undone
 * @param line in that file, from 1
 * @param what the element or the rule that holds it, for a person
 */
record Reference(String target, int line, String what, Kind kind) {

  /** What becomes of it where it leads nowhere, or elsewhere without encryption. */
  enum Kind {
    /** Loaded with the page, and able to change it: blocked where it is mixed content. */
    RUN,
    /** Likewise, and a script that may import others. */
    MODULE,
    /** Loaded with the page and shown: asked for by https where it is mixed content. */
    SHOWN,
    /** For visitors to follow. */
    FOLLOWED,
    /** For a script or a program, which may well do something else with it. */
    WEAK
  }

  boolean isRun() {
    return kind == Kind.RUN || kind == Kind.MODULE;
  }

  /** A broken one is only a warning. */
  boolean isWeak() {
    return kind == Kind.WEAK;
  }
}
