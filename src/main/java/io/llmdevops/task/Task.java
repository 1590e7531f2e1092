package io.llmdevops.task;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The row of a task, without what is large (the request's brief, checks and attachments; versions):
 * those are read where they are needed.
 *
 * @param attempts tries of the current stage, the one under way included
 * @param deadline until when the callback is promised
 * @param chosen the number of the version to publish, once one was checked
 * @param parent the head of {@code main} that the chosen version is committed on, stored before the
 *     push; empty on an empty repository
 * @param repository the repository's name, known from just before the push
 */
public record Task(
    TaskId id,
    String email,
    String task,
    int round,
    String nonce,
    String evaluationUrl,
    TaskState state,
    int attempts,
    Instant createdAt,
    Instant deadline,
    OptionalInt chosen,
    Optional<String> repository,
    Optional<String> parent,
    Optional<String> repoUrl,
    Optional<String> commitSha,
    Optional<String> pagesUrl,
    Optional<String> error) {

  public Task {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(deadline, "deadline");
  }

  public RepositoryKey repositoryKey() {
    return new RepositoryKey(email, task);
  }
}
