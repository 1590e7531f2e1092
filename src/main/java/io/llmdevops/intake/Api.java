package io.llmdevops.intake;

import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.NotifyConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which handlers answer which of the contract's operations. */
record Api(
    Vertx vertx,
    IntakeResources resources,
    AccessConfig access,
    NotifyConfig notification,
    PipelineConfig pipeline,
    TaskStore store,
    WritingProgress progress) {

  Map<String, List<Handler<RoutingContext>>> handlers(
      ApiContract contract, Supplier<String> publicUrl, Readiness readiness) {
    var accept = accept(publicUrl);
    var mayRead = new ReadAccessHandler(access.readToken());
    var health = new HealthHandler(readiness);
    return Map.of(
        "acceptTask", List.of(accept),
        "handleTask", List.of(accept),
        "getTask", List.of(mayRead, new TaskHandler(store, progress)),
        "getScreenshot", List.of(mayRead, new ScreenshotHandler(store)),
        "listTasks", List.of(mayRead, new TaskListHandler(store)),
        "live", List.of(health::live),
        "ready", List.of(health::ready),
        "getContract", List.of(ctx -> Answers.json(ctx, contract.published())));
  }

  private AcceptHandler accept(Supplier<String> publicUrl) {
    return new AcceptHandler(
        vertx,
        new BodyReader(vertx, resources.limits()),
        resources.budget(),
        access.secret(),
        new TaskRules(new AddressGuard(notification.allowPrivate())),
        store,
        pipeline.maxBacklog(),
        publicUrl);
  }
}
