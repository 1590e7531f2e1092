package io.llmdevops.hosting;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.BareRepositories;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.pipeline.Step;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Publishes versions on this machine: repositories to clone, and the pages that are in them. */
public final class HostingVerticle extends VerticleBase {

  private static final int PAGE_READERS = 4;
  private static final int FETCHES = 4;
  private static final long LONGEST_FETCH_MINUTES = 30;
  private static final long SHUTDOWN_SECONDS = 3;
  private static final int IDLE_SECONDS = 60;
  private static final int LONGEST_REQUEST_LINE = 16 * 1024;

  private final PipelineConfig pipeline;
  private final HttpConfig hosting;
  private final BareRepositories folder;
  private final AccessConfig access;
  private final TaskStore store;
  private final LocalRepositories repositories;
  private final Clock clock;
  private HttpServer server;
  private Stage stage;

  public HostingVerticle(
      PipelineConfig pipeline,
      HttpConfig hosting,
      StoreConfig storeConfig,
      AccessConfig access,
      TaskStore store,
      LocalRepositories repositories,
      Clock clock) {
    this.pipeline = pipeline;
    this.hosting = hosting;
    this.folder = new BareRepositories(storeConfig.repositories());
    this.access = access;
    this.store = store;
    this.repositories = repositories;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    var publishers = vertx.createSharedWorkerExecutor("publish", tasks());
    var pages = vertx.createSharedWorkerExecutor("pages", PAGE_READERS);
    var fetches =
        vertx.createSharedWorkerExecutor(
            "fetches", FETCHES, LONGEST_FETCH_MINUTES, TimeUnit.MINUTES);
    server =
        vertx
            .createHttpServer(options())
            .requestHandler(HostingRouter.create(vertx, folder, pages, fetches));
    return publishers
        .executeBlocking(
            () -> {
              folder.removeUnfinished();
              return null;
            })
        .compose(clean -> server.listen(hosting.port(), hosting.host()))
        .map(
            listening -> {
              startStage(publishers);
              return listening;
            });
  }

  /** The port that was bound. */
  public int actualPort() {
    return server.actualPort();
  }

  @Override
  public Future<?> stop() {
    var stopped = stage == null ? Future.<Void>succeededFuture() : stage.stop();
    return stopped.eventually(() -> server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS));
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setDecompressionSupported(true)
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
        .setIdleTimeout(IDLE_SECONDS);
  }

  private void startStage(WorkerExecutor workers) {
    var urls = new PublicUrls(hosting.url(actualPort()));
    var publish = new PublishStep(store, repositories, access.secret(), urls, workers);
    var goLive =
        new LiveStep(repositories, workers, vertx.createHttpClient(), reachable(), actualPort());
    stage = new Stage(vertx, store, clock, settings(), either(publish, goLive));
    Addresses.TASK_CHECKED.wake(vertx, stage::wake);
    Addresses.TASK_PUBLISHED.wake(vertx, stage::wake);
    stage.start();
  }

  private static Step either(Step publish, Step goLive) {
    return work -> (work.task().state() == TaskState.CHECKED ? publish : goLive).run(work);
  }

  /** Those that wait for their page are looked at in no time: it is here. */
  private int tasks() {
    return pipeline.stages().tasks().publish();
  }

  private StageSettings settings() {
    return new StageSettings(
        "hosting",
        Set.of(TaskState.CHECKED, TaskState.PUBLISHED),
        tasks(),
        pipeline.lease(),
        pipeline.tick(),
        pipeline.drain(),
        pipeline.taskTimeout());
  }

  /** An address of this machine that the server answers at. */
  private String reachable() {
    return switch (hosting.host()) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> hosting.host();
    };
  }
}
