package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Content;
import io.llmdevops.task.WorkflowRule;
import java.util.List;
import java.util.Optional;

/**
 * No version makes GitHub do more than build and serve a site. Such files are left out when a
 * model's answer is read; this holds of the tree that comes of it, whatever it was laid over. What
 * lies there unchanged since before is its owner's own, and only told of.
 */
final class ForbiddenRule implements Rule {

  @Override
  public StandingCheck check() {
    return StandingCheck.FORBIDDEN;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    subject
        .tree()
        .files()
        .forEach(
            (path, content) ->
                reasonAgainst(path, content)
                    .ifPresent(why -> add(subject, path, path + ": " + why, findings)));
    return findings.orPassed("no file that GitHub would act on beyond publishing the site");
  }

  private static void add(Subject subject, String path, String reason, Findings findings) {
    if (subject.isInherited(path)) {
      findings.warn(reason + " (so since before this version)", "");
    } else {
      findings.fail(reason, "");
    }
  }

  private static Optional<String> reasonAgainst(String path, Content content) {
    return Assembly.isEngines(path)
        ? Optional.empty()
        : Assembly.reasonAgainst(path)
            .or(() -> WorkflowRule.reasonAgainst(path, content.text().orElse("")));
  }
}
