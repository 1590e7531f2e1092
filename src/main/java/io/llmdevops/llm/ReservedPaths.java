package io.llmdevops.llm;

import io.llmdevops.task.Assembly;
import java.util.Locale;
import java.util.Optional;

/** Names at the root that no model writes, neither as a file nor as a folder. */
final class ReservedPaths {

  private static final String CNAME = "cname";

  private ReservedPaths() {}

  /** Why this path must be left alone, if it must. */
  static Optional<String> reasonAgainst(String path) {
    if (Assembly.isEngines(path)) {
      return Optional.of("the engine writes this file itself");
    }
    return path.split("/", 2)[0].toLowerCase(Locale.ROOT).equals(CNAME)
        ? Optional.of("a CNAME would move the site to another domain")
        : Optional.empty();
  }
}
