package io.llmdevops.intake;

import io.llmdevops.task.TaskId;
import io.vertx.ext.web.RoutingContext;

/** What a path below {@code /tasks/{id}} names. */
final class TaskPath {

  private TaskPath() {}

  /**
   * @throws Problem 404 where nothing can be called so
   */
  static TaskId id(RoutingContext ctx) {
    try {
      return new TaskId(ctx.pathParam("id"));
    } catch (IllegalArgumentException noId) {
      throw unknown();
    }
  }

  static Problem unknown() {
    return Problem.of(404, "there is no such task");
  }
}
