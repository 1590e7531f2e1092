package io.llmdevops.intake;

import io.llmdevops.task.Standing;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Says how the process is. Calls no model and no other server. */
final class HealthHandler {

  private static final int RETRY_SECONDS = 1;

  private final Readiness readiness;

  HealthHandler(Readiness readiness) {
    this.readiness = readiness;
  }

  /** The event loop turns. */
  void live(RoutingContext ctx) {
    Answers.json(ctx, 200, status("live"));
  }

  /**
   * Tasks can be taken in and are worked on: the server listens, the store can be written, and
   * among the nodes there is one for every role.
   */
  void ready(RoutingContext ctx) {
    if (!readiness.listening().getAsBoolean()) {
      throw notReady("not listening");
    }
    readiness
        .condition()
        .look()
        .recover(failure -> Future.failedFuture(notReady("the store does not answer")))
        .map(HealthHandler::ready)
        .onSuccess(answer -> Answers.json(ctx, 200, answer))
        .onFailure(ctx::fail);
  }

  private static JsonObject ready(Optional<Standing> standing) {
    var answer = status("ready").put("database", "up");
    standing.ifPresent(
        nodes -> {
          if (!nodes.missingRoles().isEmpty()) {
            throw notReady("no node has the roles " + String.join(", ", nodes.missingRoles()));
          }
          if (!nodes.apart().isEmpty()) {
            throw notReady(
                "without GITHUB_TOKEN each node has repositories of its own, but these nodes have"
                    + " llm, check or github, too: "
                    + String.join(", ", nodes.apart()));
          }
          answer.put("cluster", cluster(nodes));
        });
    return answer;
  }

  private static JsonObject cluster(Standing standing) {
    var cluster = new JsonObject().put("node", standing.node()).put("nodes", standing.nodes());
    standing.members().ifPresent(members -> cluster.put("members", members));
    return cluster.put("missing_roles", new JsonArray(standing.missingRoles()));
  }

  private static Problem notReady(String detail) {
    return Problem.busy(detail, RETRY_SECONDS);
  }

  private static JsonObject status(String status) {
    return new JsonObject().put("status", status);
  }
}
