package io.llmdevops.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be shown: it is never part of {@code toString}. */
public final class Secret {

  /** A shorter one turns up by chance: texts are not searched for it. */
  public static final int SEARCHED_FROM = 12;

  private final String value;

  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an empty secret");
    }
    this.value = value;
  }

  /** The value itself, for the one place that needs it. */
  public String reveal() {
    return value;
  }

  /** Too short to be told from other text, and easy to guess. */
  public boolean isWeak() {
    return value.codePointCount(0, value.length()) < SEARCHED_FROM;
  }

  /** Compares in a time that depends on the candidate's length only. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        candidate.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
