package io.llmdevops.model.http;

import io.llmdevops.net.RetryAfter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects what a server says that turns a request away, up to a bound. */
final class ErrorBody {

  static final int MOST = 64 << 10;

  /** Not in any RFC; OpenAI's servers send it beside the other, as it is finer. */
  private static final String RETRY_AFTER_MS = "retry-after-ms";

  private static final Pattern MILLIS = Pattern.compile("([0-9]{1,9})(?:\\.[0-9]*)?");

  private final HttpClientResponse response;
  private final Clock clock;
  private final Buffer body = Buffer.buffer();

  ErrorBody(HttpClientResponse response, Clock clock) {
    this.response = response;
    this.clock = clock;
  }

  /** Keeps the piece as far as there is room; no more is wanted where there is none left. */
  boolean isFullWith(Buffer piece) {
    body.appendBuffer(piece, 0, Math.min(piece.length(), MOST - body.length()));
    return body.length() == MOST;
  }

  /** All that is known by now. */
  Reply reply() {
    return new Reply.TurnedAway(
        response.statusCode(), ProviderError.of(body), retryAfter(), redirectHost());
  }

  private Optional<Duration> retryAfter() {
    return header(RETRY_AFTER_MS)
        .map(MILLIS::matcher)
        .filter(millis -> millis.matches())
        .map(millis -> Duration.ofMillis(Long.parseLong(millis.group(1))))
        .or(
            () ->
                header(HttpHeaders.RETRY_AFTER.toString())
                    .map(value -> RetryAfter.parse(value, clock.instant())))
        .filter(time -> !time.isZero());
  }

  private Optional<String> redirectHost() {
    try {
      return header(HttpHeaders.LOCATION.toString()).map(URI::create).map(URI::getHost);
    } catch (IllegalArgumentException noUri) {
      return Optional.empty();
    }
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(response.getHeader(name)).map(String::strip);
  }
}
