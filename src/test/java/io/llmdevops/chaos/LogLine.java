package io.llmdevops.chaos;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A line of the engine's log.
 *
 * @param task the id of the task that it is about, if it is about one
 */
record LogLine(Optional<String> task, String level, String text) {

  /** Empty where the line is none of the log's, such as one that a kill has cut short. */
  static Optional<LogLine> read(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      var json = new JsonObject(line);
      return Optional.of(
          new LogLine(
              Optional.ofNullable(json.getString("task")),
              json.getString("level"),
              json.getString("message")));
    } catch (DecodeException cutShort) {
      return Optional.empty();
    }
  }
}
