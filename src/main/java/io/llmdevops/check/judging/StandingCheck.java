package io.llmdevops.check.judging;

import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

/** What every version has to pass, whatever was asked for; its label is what reports show. */
public enum StandingCheck {
  SECRETS("The repository holds no secret", 1000),
  FORBIDDEN("Nothing is published that must not be", 100),
  LIMITS("Files keep to the limits of size and number", 20),
  INDEX("index.html exists", 20),
  ATTACHMENTS("Attachments are published unchanged", 10),
  REFERENCES("Every local reference resolves", 5),
  EDITS("Every edit was carried out", 5),
  JSON("Every JSON file parses", 5),
  YAML("Every YAML file parses", 5),
  XML("Every SVG and XML file parses", 5),
  CSV("Every CSV file parses", 3),
  LICENCE("LICENSE is the MIT licence", 3),
  README("README.md has summary, setup, usage, code explanation and licence", 2),
  LOADS("The page loads and shows something", 50),
  CONDUCT("The page comes to rest and keeps to itself", 20),
  ERRORS("The page's scripts run without uncaught errors", 10),
  REQUESTS("Whatever the page loads from its site is there", 5),
  CONSOLE("The page writes no errors to the console", 3);

  private final String label;
  private final int weight;

  StandingCheck(String label, int weight) {
    this.label = label;
    this.weight = weight;
  }

  /** How much one failure of it counts when versions are compared. */
  public int weight() {
    return weight;
  }

  /** Whatever fails it is never published, however little time is left. */
  public boolean isFinal() {
    return this == SECRETS || this == FORBIDDEN;
  }

  public CheckResult result(Verdict verdict, String reason, String evidence) {
    return new CheckResult(label, verdict, Texts.line(reason), Texts.evidence(evidence));
  }

  public boolean isOf(CheckResult result) {
    return label.equals(result.check());
  }

  public static Optional<StandingCheck> of(CheckResult result) {
    return Stream.of(values()).filter(check -> check.isOf(result)).findFirst();
  }
}
