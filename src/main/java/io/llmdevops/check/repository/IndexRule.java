package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import java.util.List;

/** There is a page to open. */
final class IndexRule implements Rule {

  private static final String INDEX = "index.html";

  @Override
  public StandingCheck check() {
    return StandingCheck.INDEX;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    var index = subject.tree().get(INDEX);
    if (index.isEmpty()) {
      findings.fail("index.html: there is no such file at the root, so the site has no page", "");
    } else if (index.get().text().filter(text -> !text.isBlank()).isEmpty()) {
      findings.add(subject, INDEX, "index.html: it is empty, or not text in UTF-8", "");
    }
    return findings.orPassed("index.html is there");
  }
}
