package io.llmdevops.intake;

import io.llmdevops.task.TaskStore;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Shows one task. */
final class TaskHandler implements Handler<RoutingContext> {

  private final TaskStore store;
  private final WritingProgress progress;

  TaskHandler(TaskStore store, WritingProgress progress) {
    this.store = store;
    this.progress = progress;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var id = TaskPath.id(ctx);
    store
        .report(id)
        .map(report -> report.orElseThrow(TaskPath::unknown))
        .map(report -> TaskJson.report(report, progress.of(id)))
        .onSuccess(json -> Answers.json(ctx, 200, json))
        .onFailure(ctx::fail);
  }
}
