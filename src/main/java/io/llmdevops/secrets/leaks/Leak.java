package io.llmdevops.secrets.leaks;

import java.util.Objects;

/**
 * A place where something stands that looks like a secret. It never holds the secret, nor a piece
 * of it that would be of use.
 *
 * @param kind what it looks like, such as "GitHub personal access token"
 * @param line in the file, from 1
 */
public record Leak(String kind, int line) {

  public Leak {
    Objects.requireNonNull(kind, "kind");
  }
}
