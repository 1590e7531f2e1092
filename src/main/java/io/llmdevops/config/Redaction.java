package io.llmdevops.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Strikes the engine's own secrets out of text that is kept for people: the last line of defence.
 * Thread-safe.
 */
public final class Redaction {

  /** Striking out a letter or two would leave no line readable, and hide nothing. */
  private static final int SHORTEST = 4;

  /** Bytes that Base64 takes together, and bits in each of its digits (RFC 4648, section 4). */
  private static final int GROUP = 3;

  private static final int BITS = 6;

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

  /** As it is, in a JSON string, in a URL, and in Base64, as HTTP's Basic authentication has it. */
  private static Stream<String> spellings(String secret) {
    var quoted = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var plain = Stream.of(secret, quoted, encoded, encoded.replace("+", "%20"));
    return Stream.concat(plain, base64(secret.getBytes(StandardCharsets.UTF_8))).distinct();
  }

  /**
   * Wherever it begins in a group of three bytes; without the digits that tell of others as well.
   */
  private static Stream<String> base64(byte[] secret) {
    return IntStream.range(0, GROUP)
        .boxed()
        .flatMap(
            before -> {
              var bytes = ByteBuffer.allocate(before + secret.length).position(before).put(secret);
              var first = (before * Byte.SIZE + BITS - 1) / BITS;
              var last = bytes.capacity() * Byte.SIZE / BITS;
              return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                  .map(encoder -> encoder.encodeToString(bytes.array()).substring(first, last));
            });
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
