package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Repo;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import java.net.URI;
import java.util.Optional;

/**
 * A commit that was pushed, and that its site must show.
 *
 * @param parent the commit that it was pushed onto
 */
record Published(TaskId task, Repo repo, String sha, Optional<String> parent) {

  /** By the address that GitHub gave: the configured owner may be another one by now. */
  static Published of(Task task) {
    var parts = URI.create(task.repoUrl().orElseThrow()).getPath().split("/");
    var repo = new Repo(parts[parts.length - 2], parts[parts.length - 1]);
    return new Published(task.id(), repo, task.commitSha().orElseThrow(), task.parent());
  }

  String path(String below) {
    return repo.path() + below;
  }

  String name() {
    return abbreviated(sha);
  }

  static String abbreviated(String sha) {
    return sha.substring(0, Math.min(sha.length(), 7));
  }
}
