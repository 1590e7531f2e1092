package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.secrets.leaks.Leak;
import io.llmdevops.secrets.leaks.LeakScan;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Content;
import io.llmdevops.task.TaskRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * None of the engine's secrets is in anything that would be published, nor what looks like anybody
 * else's. The former fails wherever it stands; the latter is a warning in a file that is the
 * requester's own or has been public since an earlier round. No result quotes anything of either.
 */
public final class SecretsRule implements Rule {

  private static final String ADVICE =
      "; a static page can keep no secret: let the user enter it, or leave it out";

  private final SecretSearch search;
  private final LeakScan leaks = new LeakScan();

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
    judge("the summary", subject.version().summary(), findings);
    subject.version().failedEdits().forEach(path -> judge("the path of an edit", path, findings));
    subject.tree().files().forEach((path, content) -> judge(subject, path, content, findings));
    return findings.orPassed("none found");
  }

  private void judge(String what, String text, Findings findings) {
    if (search.foundIn(text)) {
      findings.fail(what + " holds a secret of the engine; write it without", "");
    } else {
      leaks
          .in(text)
          .forEach(
              leak ->
                  findings.fail(what + " holds what " + looks(leak) + "; write it without", ""));
    }
  }

  private void judge(Subject subject, String path, Content content, Findings findings) {
    var inPath = leaks.in(path);
    if (search.foundIn(path)) {
      findings.fail("a path holds a secret of the engine; rename that file", "");
    } else if (search.foundIn(content)) {
      var file = inPath.isEmpty() ? path : "a file";
      findings.fail(file + ": it holds a secret of the engine; write it without", "");
    } else if (!inPath.isEmpty()) {
      var reason = "a path holds what " + looks(inPath.get(0)) + "; rename that file";
      findings.addUnlessInherited(subject, path, reason, "");
    } else {
      leaks.in(content).forEach(leak -> add(subject, path, leak, findings));
    }
  }

  private static void add(Subject subject, String path, Leak leak, Findings findings) {
    var where = path + ", line " + leak.line() + ": this ";
    findings.addUnlessInherited(subject, path, where + looks(leak) + ADVICE, "");
  }

  private static String looks(Leak leak) {
    return "looks like " + leak.withArticle();
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
