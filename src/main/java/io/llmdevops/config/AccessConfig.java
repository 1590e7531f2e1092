package io.llmdevops.config;

import java.util.Objects;

/**
 * Who may do what.
 *
 * @param secret lets a request in, and keys the trailers of our commits
 * @param readToken opens {@code GET /tasks…}
 */
public record AccessConfig(Secret secret, Secret readToken) {

  public AccessConfig {
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(readToken, "readToken");
  }
}
