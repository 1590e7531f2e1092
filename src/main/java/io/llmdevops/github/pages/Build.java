package io.llmdevops.github.pages;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The newest build of a branch, as GitHub tells of it.
 *
 * @param id tells it from every other
 * @param error what it failed by; may be empty
 */
record Build(String id, String commit, String status, String error) {

  static Build of(JsonObject build) {
    return new Build(
        text(build, "url") + "@" + text(build, "created_at"),
        text(build, "commit"),
        Optional.of(text(build, "status"))
            .filter(told -> !told.isEmpty())
            .orElse("in no state yet"),
        text(build.getJsonObject("error"), "message"));
  }

  private static String text(JsonObject object, String key) {
    return Optional.ofNullable(object).map(each -> each.getString(key)).orElse("");
  }

  boolean isBuilt() {
    return status.equals("built");
  }

  boolean hasFailed() {
    return status.equals("errored");
  }

  /** Its commit, for people. */
  String name() {
    return Published.abbreviated(commit);
  }
}
