package io.llmdevops.secrets.leaks;

import java.util.List;
import java.util.Objects;

/**
 * A place where something stands that looks like a secret. It never holds the secret, nor a piece
 * of it that would be of use.
 *
 * @param kind what it looks like, such as "GitHub personal access token"
 * @param line in the file, from 1
 */
public record Leak(String kind, int line) {

  /** Kinds that are not spoken as they are written. */
  private static final List<String> SPOKEN_WITH_A_VOWEL = List.of("X ", "npm", "xAI", "NVIDIA");

  public Leak {
    Objects.requireNonNull(kind, "kind");
  }

  /** "a private key", "an OpenAI API key". */
  public String withArticle() {
    var vowel =
        "AEIOaeio".indexOf(kind.charAt(0)) >= 0
            || SPOKEN_WITH_A_VOWEL.stream().anyMatch(kind::startsWith);
    return (vowel ? "an " : "a ") + kind;
  }
}
