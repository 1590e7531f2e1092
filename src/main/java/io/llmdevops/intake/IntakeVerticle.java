package io.llmdevops.intake;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.NotifyConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Role;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;

/** The API: takes tasks in and shows how they are. */
public final class IntakeVerticle extends VerticleBase {

  private static final int DRAIN_SECONDS = 10;
  private static final int SHARED_FREE_PORT = -1;

  private final HttpConfig http;
  private final AccessConfig access;
  private final NotifyConfig notification;
  private final PipelineConfig pipeline;
  private final TaskStore store;
  private final Condition condition;
  private final IntakeResources resources;
  private volatile HttpServer server;
  private volatile boolean listening;

  /**
   * @param condition shared by all instances
   * @param resources shared by all instances
   */
  public IntakeVerticle(
      HttpConfig http,
      AccessConfig access,
      NotifyConfig notification,
      PipelineConfig pipeline,
      TaskStore store,
      Condition condition,
      IntakeResources resources) {
    this.http = http;
    this.access = access;
    this.notification = notification;
    this.pipeline = pipeline;
    this.store = store;
    this.condition = condition;
    this.resources = resources;
  }

  @Override
  public Future<?> start() {
    var progress = new WritingProgress();
    Addresses.TASK_WRITING.consume(vertx, progress::onTaskWriting);
    return resources
        .contract()
        .compose(contract -> listen(contract, progress))
        .onSuccess(bound -> listening = true);
  }

  private Future<HttpServer> listen(ApiContract contract, WritingProgress progress) {
    var problems = new ProblemHandler(vertx, resources.limits().linger());
    var api =
        new Api(vertx, resources, access, notification, pipeline, store, progress)
            .handlers(contract, () -> http.url(actualPort()), readiness());
    server =
        Servers.create(vertx, resources.limits(), problems)
            .requestHandler(new ApiRouter(vertx, contract, api).build(problems));
    return server.listen(port(), http.host());
  }

  private Readiness readiness() {
    return new Readiness(condition, this::isListening);
  }

  /** Below zero, the first of several takes a free one and the others share it. */
  private int port() {
    var isAlone = pipeline.stages().instances(Role.INTAKE) == 1;
    return http.port() == 0 && !isAlone ? SHARED_FREE_PORT : http.port();
  }

  @Override
  public Future<?> stop() {
    listening = false;
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  /** The port that was really bound. */
  public int actualPort() {
    return server.actualPort();
  }

  /** Whether tasks are taken in. */
  public boolean isListening() {
    return listening;
  }
}
