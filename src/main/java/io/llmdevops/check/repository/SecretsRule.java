package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.TaskRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** None of the engine's secrets is in anything that would be published. */
public final class SecretsRule implements Rule {

  private final SecretSearch search;

  public SecretsRule(SecretSearch search) {
    this.search = search;
  }

  @Override
  public StandingCheck check() {
    return StandingCheck.SECRETS;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    if (search.foundIn(subject.version().summary())) {
      findings.fail("the summary holds a secret of the engine; write it without", "");
    }
    if (subject.version().failedEdits().stream().anyMatch(search::foundIn)) {
      findings.fail("the path of an edit holds a secret of the engine; write it without", "");
    }
    subject
        .tree()
        .files()
        .forEach(
            (path, content) -> {
              if (search.foundIn(path)) {
                findings.fail("a path holds a secret of the engine; rename that file", "");
              } else if (search.foundIn(content)) {
                findings.fail(path + ": it holds a secret of the engine; write it without", "");
              }
            });
    return findings.orPassed("none found");
  }

  /** Why nothing may be published for this request, whatever a model writes. */
  public Optional<String> objection(TaskRequest request) {
    if (search.foundIn(request.task()) || search.foundIn(request.repository().names().get(0))) {
      return Optional.of(
          "the task's name holds a secret of the engine; the repository would be named after it");
    }
    return attachmentWithSecret(request.attachments())
        .map(
            attachment ->
                "the attachment "
                    + attachment
                    + " holds a secret of the engine; attachments are published as they are, so"
                    + " nothing is");
  }

  /** What to call the first attachment that holds one, if any does. */
  private Optional<String> attachmentWithSecret(List<Attachment> attachments) {
    return IntStream.range(0, attachments.size())
        .filter(index -> isIn(attachments.get(index)))
        .mapToObj(index -> nameOf(attachments.get(index).name(), index))
        .findFirst();
  }

  private boolean isIn(Attachment attachment) {
    return search.foundIn(attachment.name()) || search.foundIn(attachment.content());
  }

  private String nameOf(String name, int index) {
    return search.foundIn(name) ? "number " + (index + 1) : Texts.line(name);
  }
}
