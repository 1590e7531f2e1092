package io.llmdevops.github.standin;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What goes wrong with one call. */
public sealed interface Fault {

  /** When it goes wrong. */
  enum When {
    /** Before the call has any effect. */
    BEFORE,
    /** Its effect has happened, its answer was not sent. */
    AFTER
  }

  /** The connection is closed. */
  record Drop() implements Fault {}

  /** Nothing is answered, ever. */
  record Hang() implements Fault {}

  /** It goes on after this time. */
  record Delay(Duration time) implements Fault {}

  /** Something else is answered. */
  record Instead(Object body, int status) implements Fault {}

  static Fault drop() {
    return new Drop();
  }

  static Fault hang() {
    return new Hang();
  }

  static Fault delay(Duration time) {
    return new Delay(time);
  }

  /** As GitHub answers with this status: a page of HTML above 500, an error otherwise. */
  static Fault answer(int status) {
    if (status > 500) {
      return new Instead("<html><body>This page is taking too long to load.</body></html>", status);
    }
    return status == 500
        ? answer(500, "Server Error")
        : answer(status, status == 404 ? "Not Found" : "Error");
  }

  static Fault answer(int status, String message) {
    return answer(status, (JsonObject) Answer.error(status, message).body());
  }

  static Fault answer(int status, JsonObject body) {
    return new Instead(body, status);
  }
}
