package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.task.OneLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What GitHub says of its refusals. */
final class Told {

  private static final int MOST = 300;

  private Told() {}

  /** Its status and message, on one line. */
  static String by(Reply reply) {
    var body = reply.object();
    var errors = body.getValue("errors") instanceof JsonArray several ? several : new JsonArray();
    var words =
        Stream.concat(Stream.of(body.getValue("message", "")), errors.stream().map(Told::message))
            .filter(Objects::nonNull)
            .map(Object::toString)
            .filter(word -> !word.isBlank())
            .distinct()
            .collect(Collectors.joining("; "));
    return OneLine.of(reply.status() + (words.isEmpty() ? "" : " " + words), MOST);
  }

  private static Object message(Object error) {
    return error instanceof JsonObject object ? object.getValue("message") : error;
  }
}
