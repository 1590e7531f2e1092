package io.llmdevops.command;

import java.util.Objects;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param subject what was looked at, a word or a few
 * @param text in one line
 * @param toDo what a person may do about it
 */
record Finding(String subject, Verdict verdict, String text, Optional<String> toDo) {

  /** How bad it is. */
  enum Verdict {
    OK("ok"),
    /** Works, and is worth knowing. */
    NOTE("note"),
    /** The engine will not start, or not work as configured. */
    FAULT("FAULT");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Finding {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(toDo, "toDo");
  }

  static Finding ok(String subject, String text) {
    return new Finding(subject, Verdict.OK, text, Optional.empty());
  }

  static Finding note(String subject, String text) {
    return new Finding(subject, Verdict.NOTE, text, Optional.empty());
  }

  static Finding note(String subject, String text, String toDo) {
    return new Finding(subject, Verdict.NOTE, text, Optional.of(toDo));
  }

  static Finding fault(String subject, String text, String toDo) {
    return new Finding(subject, Verdict.FAULT, text, Optional.of(toDo));
  }

  boolean isFault() {
    return verdict == Verdict.FAULT;
  }
}
