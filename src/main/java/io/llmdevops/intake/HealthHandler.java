package io.llmdevops.intake;

import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskStore;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how the process is. Calls no model and no other server. */
final class HealthHandler {

  private static final Logger log = LoggerFactory.getLogger(HealthHandler.class);
  private static final int RETRY_SECONDS = 1;

  private final TaskStore store;
  private final BooleanSupplier listening;

  /**
   * @param listening whether tasks are taken in here
   */
  HealthHandler(TaskStore store, BooleanSupplier listening) {
    this.store = store;
    this.listening = listening;
  }

  /** The event loop turns. */
  void live(RoutingContext ctx) {
    Answers.json(ctx, 200, status("live"));
  }

  /** Tasks can be taken in: the server listens, and the store can be written. */
  void ready(RoutingContext ctx) {
    if (!listening.getAsBoolean()) {
      throw notReady("not listening");
    }
    store
        .ping()
        .onSuccess(written -> Answers.json(ctx, 200, status("ready")))
        .onFailure(
            failure -> {
              log.atWarn()
                  .setCause(failure instanceof StoreUnavailableException ? null : failure)
                  .log("the store does not answer: {}", failure.getMessage());
              ctx.fail(notReady("the store does not answer"));
            });
  }

  private static Problem notReady(String detail) {
    return Problem.busy(detail, RETRY_SECONDS);
  }

  private static JsonObject status(String status) {
    return new JsonObject().put("status", status);
  }
}
