package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run of a workflow at its newest attempt, as GitHub tells of it.
 *
 * @param number counts the runs of one workflow
 * @param path of the workflow
 * @param event that has started it
 * @param conclusion empty while it is not completed
 */
record Run(
    long id,
    long number,
    int attempt,
    String sha,
    String path,
    String event,
    String status,
    String conclusion) {

  /** What the files may be to blame for. */
  private static final Set<String> FAILURES = Set.of("failure", "timed_out", "startup_failure");

  static Stream<Run> all(Reply reply) {
    return reply.object().getJsonArray("workflow_runs", new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(run -> of((JsonObject) run));
  }

  private static Run of(JsonObject run) {
    return new Run(
        run.getLong("id"),
        run.getLong("run_number", 0L),
        run.getInteger("run_attempt", 1),
        text(run, "head_sha"),
        text(run, "path").replaceFirst("@.*", ""),
        text(run, "event"),
        text(run, "status"),
        text(run, "conclusion"));
  }

  private static String text(JsonObject object, String key) {
    return Optional.ofNullable(object.getString(key)).orElse("");
  }

  /** GitHub may put the repository before the path. */
  boolean isOf(String workflow) {
    return path.equals(workflow) || path.endsWith("/" + workflow);
  }

  /** One that only proposes a change, of a branch {@code main} somewhere else perhaps. */
  boolean isOfPullRequest() {
    return event.startsWith("pull_request");
  }

  boolean isOver() {
    return status.equals("completed");
  }

  boolean hasSucceeded() {
    return isOver() && conclusion.equals("success");
  }

  boolean hasFailed() {
    return isFailure(conclusion);
  }

  boolean isCancelled() {
    return conclusion.equals("cancelled");
  }

  /** Runs, jobs and steps end alike. */
  static boolean isFailure(String conclusion) {
    return conclusion != null && FAILURES.contains(conclusion);
  }

  /** Tells this attempt from every other, of every run. */
  String ofAttempt() {
    return id + "#" + attempt;
  }
}
