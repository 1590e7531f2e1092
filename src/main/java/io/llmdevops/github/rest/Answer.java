package io.llmdevops.github.rest;

import io.llmdevops.config.Redaction;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What came back for one request, as it came, but without the token. */
record Answer(int status, MultiMap headers, String text) {

  private static final int NOT_MODIFIED = 304;

  static Answer of(int status, MultiMap headers, Buffer body, Redaction redaction) {
    var clean = MultiMap.caseInsensitiveMultiMap();
    headers.forEach((name, value) -> clean.add(name, redaction.of(value)));
    return new Answer(status, clean, redaction.of(body.toString()));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  boolean isNotModified() {
    return status == NOT_MODIFIED;
  }

  boolean isRedirect() {
    return status / 100 == 3 && !isNotModified();
  }

  Optional<String> header(CharSequence name) {
    return Optional.ofNullable(headers.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** A header that holds a whole number of no more digits than a long has. */
  OptionalLong number(CharSequence name) {
    return header(name)
        .filter(value -> value.matches("[0-9]{1,18}"))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }

  /** When the server says that it answered. */
  Optional<Instant> date() {
    return header(HttpHeaders.DATE).map(DateFormatter::parseHttpDate).map(Date::toInstant);
  }

  /** What the API itself never sends: somebody in between does, or another server. */
  boolean isHtml() {
    return header(HttpHeaders.CONTENT_TYPE)
            .filter(type -> type.toLowerCase(Locale.ROOT).contains("html"))
            .isPresent()
        || text.stripLeading().startsWith("<");
  }

  Reply reply() {
    return new Reply(status, headers, body());
  }

  private Object body() {
    if (text.isBlank()) {
      return null;
    }
    try {
      var value = Json.decodeValue(text);
      return value instanceof JsonObject || value instanceof JsonArray ? value : text;
    } catch (DecodeException noJson) {
      return text;
    }
  }
}
