package io.llmdevops.intake;

import io.llmdevops.config.Secret;
import io.llmdevops.net.AddressGuard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Request bodies for tests. */
final class Requests {

  static final Secret SECRET = new Secret("open-sesame-4711");
  static final Secret READ_TOKEN = new Secret("read-me-0815");
  static final TaskRules RULES = new TaskRules(new AddressGuard(false));

  private Requests() {}

  /** A request with everything in it. */
  static JsonObject full() {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", SECRET.reveal())
        .put("task", "sum-of-sales")
        .put("round", 1)
        .put("nonce", "n-1")
        .put("brief", "Show the total.\n\tWith two decimals.")
        .put(
            "checks",
            new JsonArray()
                .add("Repo has MIT license")
                .add("js: document.title === 'x'")
                .add(new JsonObject().put("js", "true").put("url", "?id=7")))
        .put("evaluation_url", "https://example.com/notify")
        .put(
            "attachments",
            new JsonArray()
                .add(new JsonObject().put("name", "a.csv").put("url", "data:text/csv;base64,YSxi"))
                .add(new JsonObject().put("name", "b c.txt").put("url", "data:,hello%20you")));
  }

  static byte[] bytes(JsonObject json) {
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }

  static Submission read(JsonObject json) {
    return read(json.encode());
  }

  static Submission read(String json) {
    return Submission.read(json.getBytes(StandardCharsets.UTF_8), SECRET, RULES);
  }
}
