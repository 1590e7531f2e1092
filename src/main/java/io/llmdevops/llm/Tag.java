package io.llmdevops.llm;

import java.util.Optional;
import java.util.regex.Pattern;

/** A line that is one of the tags of what a model writes. */
record Tag(Kind kind, String value) {

  enum Kind {
    FILE("<\\s*file\\s+path\\s*=\\s*\"([^\"]*)\"\\s*>"),
    EMPTY_FILE("<\\s*file\\s+path\\s*=\\s*\"([^\"]*)\"\\s*>\\s*</file>"),
    EDIT("<\\s*edit\\s+path\\s*=\\s*\"([^\"]*)\"\\s*>"),
    DELETE("<\\s*delete\\s+path\\s*=\\s*\"([^\"]*)\"\\s*/\\s*>"),
    SUMMARY("<\\s*summary\\s*>(.*)</\\s*summary\\s*>"),
    DONE("<\\s*done\\s*/\\s*>()");

    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form, Pattern.DOTALL);
    }
  }

  /** The tag that this line is, blanks around it aside. */
  static Optional<Tag> of(String line) {
    var bare = line.strip();
    if (!bare.startsWith("<") || !bare.endsWith(">")) {
      return Optional.empty();
    }
    for (var kind : Kind.values()) {
      var matcher = kind.form.matcher(bare);
      if (matcher.matches()) {
        return Optional.of(new Tag(kind, matcher.group(1)));
      }
    }
    return Optional.empty();
  }
}
