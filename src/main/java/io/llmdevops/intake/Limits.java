package io.llmdevops.intake;

import java.time.Duration;
import java.util.Objects;

/**
 * What a client may take of the server.
 *
 * @param headers until a request's headers are in, counted from its first byte (or from the
 *     connection's start)
 * @param keptAlive how long a connection may rest between two requests
 * @param body until a request's body is in
 * @param linger how long a client that was refused may go on sending before the connection closes
 * @param bodyBytes of one request
 * @param allBytes of all bodies under way in this process
 */
public record Limits(
    Duration headers,
    Duration keptAlive,
    Duration body,
    Duration linger,
    int bodyBytes,
    long allBytes) {

  /** Those of the contract. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          16 << 20,
          128L << 20);

  static final int MOST_CHECKS = 200;
  static final int MOST_ATTACHMENTS = 100;
  static final int MOST_ITEMS = Math.max(MOST_CHECKS, MOST_ATTACHMENTS);

  /** Bodies above this are parsed on a worker thread; smaller ones take less than a hand-over. */
  static final int PARSED_AT_ONCE = 64 << 10;

  public Limits {
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(keptAlive, "keptAlive");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(linger, "linger");
  }
}
