package io.llmdevops.llm;

import java.util.Locale;
import java.util.Optional;

/**
 * Which GitHub workflows a model may write. A workflow runs with a token of the repository, so
 * whatever cannot be proved harmless is left out.
 */
final class WorkflowRule {

  private static final String FOLDER = ".github/workflows/";

  private WorkflowRule() {}

  /** Why a file with that text must be left out, if it must. */
  static Optional<String> reasonAgainst(String path, String text) {
    if (!path.toLowerCase(Locale.ROOT).startsWith(FOLDER)) {
      return Optional.empty();
    }
    return Optional.of("the workflow cannot be proved harmless");
  }
}
