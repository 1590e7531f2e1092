package io.llmdevops.config;

import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Strikes the engine's own secrets out of text that is kept for people: the last line of defence.
 * Thread-safe.
 */
public final class Redaction {

  /** Striking out a letter or two would leave no line readable, and hide nothing. */
  private static final int SHORTEST = 4;

  private final List<String> spellings;

  public Redaction(List<Secret> secrets) {
    spellings =
        secrets.stream()
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= SHORTEST)
            .flatMap(Redaction::spellings)
            // A secret that begins like another must not leave the other's end behind.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /**
   * As it is, as it stands in a JSON string, and as it ends a header of HTTP's Basic authentication
   * (RFC 7617) where the user's name, with its colon, takes a multiple of three bytes: that of a
   * token of GitHub, {@code x-access-token}, does.
   */
  private static Stream<String> spellings(String secret) {
    var quoted = Json.encode(secret);
    var basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    return Stream.of(secret, quoted.substring(1, quoted.length() - 1), basic).distinct();
  }

  /** The text with three asterisks in place of each secret. */
  public String of(String text) {
    var redacted = text;
    for (var secret : spellings) {
      redacted = redacted.replace(secret, "***");
    }
    return redacted;
  }

  @Override
  public String toString() {
    return "Redaction[***]";
  }
}
