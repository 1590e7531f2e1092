package io.llmdevops.check.judging;

import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import java.util.Optional;

/**
 * A version to be judged, with all there is to judge it by.
 *
 * @param base the files that it was written against
 * @param tree the files as they would be published
 */
public record Subject(
    TaskId task, TaskRequest request, Version version, FileTree base, FileTree tree) {

  public Optional<Attachment> attachment(String path) {
    return request.attachments().stream().filter(each -> each.name().equals(path)).findFirst();
  }

  /** It lies there as the request brought it, so no model is to blame for what it says. */
  public boolean isAttachedAsIs(String path) {
    return attachment(path).map(Attachment::content).equals(tree.get(path))
        && tree.get(path).isPresent();
  }

  /** It lies there as the base had it: an earlier round's attachment, or somebody's own change. */
  public boolean isInherited(String path) {
    return base.get(path).isPresent() && base.get(path).equals(tree.get(path));
  }

  /** The version edits or deletes it on purpose. */
  public boolean isChangedDeliberately(String path) {
    return version.changes().stream()
        .anyMatch(change -> change.path().equals(path) && !(change instanceof Change.Write));
  }

  public Optional<String> text(String path) {
    return tree.get(path).flatMap(Content::text);
  }
}
