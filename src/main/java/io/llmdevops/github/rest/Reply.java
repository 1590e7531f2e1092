package io.llmdevops.github.rest;

import io.llmdevops.task.OneLine;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer of the API. The token is nowhere in it, even if GitHub repeats it.
 *
 * @param status never 304: what has not changed is given as it was, with the status it had
 * @param body a {@link JsonObject}, a {@link JsonArray}, a string for what is no JSON, or null
 */
public record Reply(int status, MultiMap headers, Object body) {

  private static final int MOST_SAID = 300;

  public Reply {
    Objects.requireNonNull(headers, "headers");
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * What GitHub says about it, its {@code message} and {@code errors} as one line, at most 300
   * characters; empty where it says nothing.
   */
  public String said() {
    var errors = object().getValue("errors");
    var items = errors instanceof JsonArray list ? list.stream() : Stream.ofNullable(errors);
    return OneLine.of(
        Stream.concat(Stream.ofNullable(object().getValue("message")), items.map(Reply::error))
            .map(Object::toString)
            .filter(text -> !text.isBlank())
            .distinct()
            .collect(Collectors.joining("; ")),
        MOST_SAID);
  }

  /** A text, or an object that may hold one, and else says what is wrong with which field. */
  private static String error(Object error) {
    if (!(error instanceof JsonObject fields)) {
      return String.valueOf(error);
    }
    var message = fields.getValue("message");
    return message != null
        ? message.toString()
        : Stream.of("resource", "field", "code")
            .map(fields::getValue)
            .flatMap(value -> Optional.ofNullable(value).stream())
            .map(Object::toString)
            .collect(Collectors.joining(" "));
  }

  /** One that nobody else can change. */
  Reply copy() {
    return with(MultiMap.caseInsensitiveMultiMap());
  }

  /** A copy with these headers in place of its own of the same name. */
  Reply with(MultiMap newer) {
    var all = MultiMap.caseInsensitiveMultiMap().addAll(headers);
    newer.names().forEach(name -> all.set(name, newer.getAll(name)));
    return new Reply(status, all, copy(body));
  }

  private static Object copy(Object body) {
    if (body instanceof JsonObject object) {
      return object.copy();
    }
    return body instanceof JsonArray array ? array.copy() : body;
  }

  /** The body, or an empty object where it is none. */
  public JsonObject object() {
    return body instanceof JsonObject object ? object : new JsonObject();
  }

  /** The body, or an empty array where it is none. */
  public JsonArray array() {
    return body instanceof JsonArray array ? array : new JsonArray();
  }
}
