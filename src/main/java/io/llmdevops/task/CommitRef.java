package io.llmdevops.task;

import java.util.Objects;

/**
 * A commit in one of our repositories.
 *
 * @param repository the repository's name, without owner
 * @param sha 40 hex digits in lower case
 */
public record CommitRef(String repository, String sha) {

  public CommitRef {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(sha, "sha");
  }
}
