package io.llmdevops.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** One request: sent, followed to its end, and its results held against each other. */
final class DemoRound {

  private static final long LOOK_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final DemoEngine engine;
  private final DemoPictures pictures;
  private final PrintStream out;
  private int shown;

  DemoRound(DemoEngine engine, DemoPictures pictures, PrintStream out) {
    this.engine = engine;
    this.pictures = pictures;
    this.out = out;
  }

  void play(DemoRequest request) {
    out.printf(
        "%nRound %s of task %s (%s)%n",
        request.json().getValue("round"), request.json().getValue("task"), request.name());
    var answer = engine.post(request);
    out.printf(
        "  POST %s/task -> %s, id %s%n",
        engine.apiUrl(), answer.getString("status"), answer.getString("id"));
    var task = follow(answer);
    if (!"notified".equals(task.getString("state"))) {
      throw new DemoFailure(
          "the task ended " + task.getString("state") + ": " + task.getString("error"));
    }
    var proof = new DemoProof(engine, task, engine.callbackOf(answer.getString("nonce")));
    out.printf("  repository  git clone %s%n", task.getString("repo_url"));
    out.printf("  commit      %s%n", task.getString("commit_sha"));
    out.printf("  page        %s%n", task.getString("pages_url"));
    out.printf(
        "  picture     %s%n", pictures.keep(task, engine.picture(answer.getString("status_url"))));
    checks(request, task).lines().forEach(line -> out.printf("  %s%n", line));
    proof.check().forEach(line -> out.printf("  checked     %s%n", line));
    proof.changes().forEach(line -> out.printf("  changed     %s%n", line));
  }

  private static DemoChecks checks(DemoRequest request, JsonObject task) {
    var asked = request.json().getValue("checks") instanceof JsonArray checks ? checks.size() : 0;
    return new DemoChecks(task, asked);
  }

  /** Prints every new line of the timeline, until there will be no more. */
  private JsonObject follow(JsonObject answer) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      var task = engine.status(answer.getString("status_url"));
      show(task);
      if (task.getString("state").matches("notified|failed|cancelled")) {
        return task;
      }
      engine.pause(LOOK_MILLIS);
    }
    throw new DemoFailure("the task has not ended within " + PATIENCE.toMinutes() + " minutes");
  }

  private void show(JsonObject task) {
    var timeline = task.getJsonArray("timeline", new JsonArray());
    var start = Instant.parse(task.getString("created_at"));
    for (; shown < timeline.size(); shown++) {
      var event = timeline.getJsonObject(shown);
      var after = Duration.between(start, Instant.parse(event.getString("at")));
      out.printf(
          Locale.ROOT,
          "  %7.3f s  %-10s %s%n",
          after.toMillis() / 1000.0,
          event.getString("state"),
          event.getString("detail"));
    }
  }
}
