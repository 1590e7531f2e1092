package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.CheckResult;
import java.util.List;
import java.util.Optional;

/**
 * This request's attachments lie in the repository byte for byte, but for those that the version
 * edits or deletes and those in the place of the engine's own files.
 */
final class AttachmentsRule implements Rule {

  @Override
  public StandingCheck check() {
    return StandingCheck.ATTACHMENTS;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    for (var attachment : subject.request().attachments()) {
      judge(subject, attachment, findings);
    }
    return findings.orPassed(subject.request().attachments().size() + " attached, none changed");
  }

  private static void judge(Subject subject, Attachment attachment, Findings findings) {
    var path = attachment.name();
    var published = subject.tree().get(path);
    var reason = Assembly.reasonAgainst(path);
    if (reason.isPresent()) {
      findings.warn(path + ": attached, but left out: " + reason.get(), "");
    } else if (published.equals(Optional.of(attachment.content()))) {
      return;
    } else if (subject.isChangedDeliberately(path)) {
      var how = published.isPresent() ? "edited" : "deleted";
      findings.warn(path + ": attached, and " + how + " by this version on purpose", "");
    } else {
      findings.fail(
          path + ": attached, but " + (published.isPresent() ? "published changed" : "missing"),
          "");
    }
  }
}
