package io.llmdevops.github.rest;

import io.llmdevops.config.Secret;

/**
 * What kind of token it is, by how it begins (GitHub Docs, "About authentication to GitHub",
 * section "GitHub's token formats").
 */
enum TokenKind {
  FINE_GRAINED("github_pat_", "a fine-grained token"),
  CLASSIC("ghp_", "a classic token"),
  OAUTH("gho_", "an OAuth app's token"),
  USER_TO_SERVER("ghu_", "a GitHub App's token for a user"),
  INSTALLATION("ghs_", "a GitHub App's installation token"),
  UNKNOWN("", "a token of unknown kind");

  private final String beginning;
  private final String words;

  TokenKind(String beginning, String words) {
    this.beginning = beginning;
    this.words = words;
  }

  static TokenKind of(Secret token) {
    for (var kind : values()) {
      if (token.reveal().startsWith(kind.beginning)) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  String words() {
    return words;
  }
}
