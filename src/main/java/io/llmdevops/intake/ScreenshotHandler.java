package io.llmdevops.intake;

import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** Shows what a task's page looks like. */
final class ScreenshotHandler implements Handler<RoutingContext> {

  /** Whatever else was stored: these can neither hold a script nor be taken for what can. */
  private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg");

  private final TaskStore store;

  ScreenshotHandler(TaskStore store) {
    this.store = store;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var id = TaskPath.id(ctx);
    store
        .picture(id)
        .map(found -> found.filter(picture -> SHOWN.contains(picture.mediaType())))
        .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> none(id)))
        .onSuccess(picture -> show(ctx, picture))
        .onFailure(ctx::fail);
  }

  private static void show(RoutingContext ctx, Picture picture) {
    Answers.send(ctx, picture.mediaType(), Buffer.buffer(picture.content().bytes()));
  }

  private Future<Picture> none(TaskId id) {
    return store
        .report(id)
        .map(report -> report.orElseThrow(TaskPath::unknown))
        .compose(report -> Future.failedFuture(Problem.of(404, why(report))));
  }

  private static String why(TaskReport report) {
    if (report.versions().stream().anyMatch(version -> !version.checks().isEmpty())) {
      return "there is no picture: no browser has shown the page; the checks of the task's versions"
          + " say why";
    }
    return report.task().state().isFinal()
        ? "there is no picture: the task ended before its page was looked at"
        : "there is no picture yet: the page has not been looked at";
  }
}
