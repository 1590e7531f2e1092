package io.llmdevops.check;

import io.llmdevops.task.CheckResult;
import java.util.List;

/** What the model meant to change has been changed. */
final class EditsRule implements Rule {

  @Override
  public RepositoryCheck check() {
    return RepositoryCheck.EDITS;
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
