package io.llmdevops.pages;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a content, as media players ask for it (RFC 9110, section 14). */
public record ByteRange(int from, int to) {

  /** Several ranges at once are answered with the whole, as the RFC allows. */
  private static final Pattern ONE =
      Pattern.compile("bytes=(?:(\\d{1,18})-(\\d{0,18})|-(\\d{1,18}))");

  /**
   * Ends the response with the part that was asked for, or with all of it.
   *
   * @param etag what {@code If-Range} is held against
   */
  public static Future<Void> send(HttpServerRequest request, String etag, Buffer content) {
    var response = request.response().putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    var asked = asked(request, etag);
    if (asked.isEmpty()) {
      return response.end(content);
    }
    var range = of(asked.get(), content.length());
    var part = range.map(ByteRange::toString).orElse("*");
    response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + part + "/" + content.length());
    if (range.isPresent()) {
      return response
          .setStatusCode(206)
          .end(content.slice(range.get().from(), range.get().to() + 1));
    }
    return response.setStatusCode(416).end();
  }

  private static Optional<Matcher> asked(HttpServerRequest request, String etag) {
    var range = request.getHeader("Range");
    var unless = request.getHeader("If-Range");
    return Optional.ofNullable(range)
        .filter(any -> unless == null || unless.equals(etag))
        .map(ONE::matcher)
        .filter(Matcher::matches);
  }

  private static Optional<ByteRange> of(Matcher asked, int length) {
    var last = asked.group(3);
    var from = last == null ? Long.parseLong(asked.group(1)) : length - Long.parseLong(last);
    var open = last != null || asked.group(2).isEmpty();
    var to = open ? length - 1 : Math.min(Long.parseLong(asked.group(2)), length - 1);
    return from > to || "0".equals(last)
        ? Optional.empty()
        : Optional.of(new ByteRange((int) Math.max(from, 0), (int) to));
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
