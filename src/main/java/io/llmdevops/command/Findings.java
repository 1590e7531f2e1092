package io.llmdevops.command;

import io.llmdevops.config.Redaction;
import io.llmdevops.config.Secret;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that was found, as a person reads it: a line for each, aligned, and the verdict at the end.
 */
final class Findings {

  private final List<Finding> findings;
  private final Redaction redaction;

  /**
   * @param secrets struck out wherever they stand: a server may have repeated a key in its answer
   */
  Findings(List<Finding> findings, List<Secret> secrets) {
    this.findings = List.copyOf(findings);
    this.redaction = new Redaction(secrets);
  }

  boolean hasFaults() {
    return faults() > 0;
  }

  private long faults() {
    return findings.stream().filter(Finding::isFault).count();
  }

  /** Lines, each with its end. */
  String text() {
    var width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
    var lines = findings.stream().map(finding -> lines(finding, width));
    return lines.collect(Collectors.joining()) + verdict() + "\n";
  }

  private String lines(Finding finding, int width) {
    var start = "%%-%ds  %%-5s  ".formatted(Math.max(width, 1));
    var first = start.formatted(finding.subject(), finding.verdict().word());
    return first
        + oneLine(finding.text())
        + "\n"
        + finding
            .toDo()
            .map(toDo -> " ".repeat(first.length()) + "to do: " + oneLine(toDo) + "\n")
            .orElse("");
  }

  private String oneLine(String text) {
    return redaction.of(text).strip().replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
  }

  private String verdict() {
    var faults = faults();
    if (faults == 0) {
      return "All is well.";
    }
    return faults == 1
        ? "There is 1 fault: the engine will not work as it is configured."
        : "There are " + faults + " faults: the engine will not work as it is configured.";
  }
}
