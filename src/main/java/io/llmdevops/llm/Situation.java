package io.llmdevops.llm;

import io.llmdevops.model.talk.HardStopException;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model starts from.
 *
 * @param number of the version to be written
 * @param base the commit it will be written against
 * @param head that commit's files
 * @param previous the version to be repaired, if this is a repair
 * @param failures what that version failed
 */
record Situation(
    TaskRequest request,
    int number,
    Optional<CommitRef> base,
    FileTree head,
    Optional<Version> previous,
    List<CheckResult> failures) {

  Situation {
    failures = List.copyOf(failures);
  }

  /** The attachments that are committed. */
  List<Attachment> attachments() {
    return request.attachments().stream()
        .filter(attachment -> Assembly.reasonAgainst(attachment.name()).isEmpty())
        .toList();
  }

  /** The attachments that are not. */
  List<Dropped> leftOut() {
    return request.attachments().stream()
        .map(Attachment::name)
        .flatMap(name -> Assembly.reasonAgainst(name).map(why -> new Dropped(name, why)).stream())
        .toList();
  }

  Set<String> attachmentNames() {
    return attachments().stream().map(Attachment::name).collect(Collectors.toUnmodifiableSet());
  }

  List<Change> earlierChanges() {
    return previous.map(Version::changes).orElse(List.of());
  }

  /**
   * Attachments and files to their ends, whatever of them a prompt shows.
   *
   * @throws HardStopException where one holds a secret
   */
  void showAllTo(PromptGuard guard) {
    attachments().forEach(each -> guard.check("attachment", each.name(), each.content()));
    files().files().forEach((path, content) -> guard.check("file", path, content));
  }

  /** The files as the model finds them: the head's, the attachments, the changes to be repaired. */
  FileTree files() {
    var changes = new ArrayList<Change>();
    attachments().forEach(each -> changes.add(new Change.Write(each.name(), each.content())));
    changes.addAll(earlierChanges());
    return head.with(changes);
  }
}
