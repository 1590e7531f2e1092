package io.llmdevops.llm;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names at the root that no model writes, neither as a file nor as a folder. */
final class ReservedPaths {

  private static final Map<String, String> REASONS =
      Map.of(
          "license", "the engine writes LICENSE itself",
          ".nojekyll", "the engine writes .nojekyll itself",
          "cname", "a CNAME would move the site to another domain");

  private ReservedPaths() {}

  /** Why this path must be left alone, if it must. */
  static Optional<String> reasonAgainst(String path) {
    var top = path.split("/", 2)[0];
    return Optional.ofNullable(REASONS.get(top.toLowerCase(Locale.ROOT)));
  }
}
