package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import java.util.List;

/** What the model meant to change has been changed. */
final class EditsRule implements Rule {

  @Override
  public StandingCheck check() {
    return StandingCheck.EDITS;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    for (var path : subject.version().failedEdits()) {
      findings.fail(
          path + ": an edit of it matched nothing (or more than one place); it stayed as it was",
          "");
    }
    return findings.orPassed("no edit failed");
  }
}
