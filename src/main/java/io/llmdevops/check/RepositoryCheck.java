package io.llmdevops.check;

import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

/** What every version has to pass, whatever was asked for; its label is what reports show. */
enum RepositoryCheck {
  SECRETS("The repository holds no secret of the engine", 1000),
  INDEX("index.html exists", 20),
  ATTACHMENTS("Attachments are published unchanged", 10),
  REFERENCES("Every local reference resolves", 5),
  EDITS("Every edit was carried out", 5),
  JSON("Every JSON file parses", 5),
  LICENCE("LICENSE is the MIT licence", 3),
  README("README.md has summary, setup, usage, code explanation and licence", 2);

  private final String label;
  private final int weight;

  RepositoryCheck(String label, int weight) {
    this.label = label;
    this.weight = weight;
  }

  /** How much one failure of it counts when versions are compared. */
  int weight() {
    return weight;
  }

  CheckResult result(Verdict verdict, String reason, String evidence) {
    return new CheckResult(label, verdict, Texts.line(reason), Texts.line(evidence));
  }

  boolean isOf(CheckResult result) {
    return label.equals(result.check());
  }

  static Optional<RepositoryCheck> of(CheckResult result) {
    return Stream.of(values()).filter(check -> check.isOf(result)).findFirst();
  }
}
