package io.llmdevops.check;

import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskGenerated;
import io.llmdevops.check.judging.Judge;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.repository.RepositoryJudge;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Checks what a model wrote before anybody sees it: {@code generated} to {@code checked}. */
public final class CheckVerticle extends VerticleBase {

  private static final String NAME = "check";
  private static final int CONCURRENCY = 8;

  private final PipelineConfig pipeline;
  private final List<Secret> secrets;
  private final TaskStore store;
  private final Repositories repositories;
  private final Clock clock;
  private WorkerExecutor executor;
  private Stage stage;

  /**
   * @param secrets every secret that the engine itself holds: none of them is ever published
   */
  public CheckVerticle(
      PipelineConfig pipeline,
      List<Secret> secrets,
      TaskStore store,
      Repositories repositories,
      Clock clock) {
    this.pipeline = pipeline;
    this.secrets = List.copyOf(secrets);
    this.store = store;
    this.repositories = repositories;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    executor = vertx.createSharedWorkerExecutor(NAME, Runtime.getRuntime().availableProcessors());
    var settings =
        new StageSettings(
            NAME,
            Set.of(TaskState.GENERATED),
            CONCURRENCY,
            pipeline.lease(),
            pipeline.tick(),
            pipeline.taskTimeout());
    stage = new Stage(vertx, store, clock, settings, step());
    Addresses.TASK_GENERATED.consume(vertx, this::onTaskGenerated);
    stage.start();
    return Future.succeededFuture();
  }

  private CheckStep step() {
    OnWorker worker = this::onWorker;
    var search = new SecretSearch(secrets);
    var rule = new SecretsRule(search);
    List<Judge> judges =
        List.of(new RepositoryJudge(rule, worker), new RequestJudge(search, worker));
    return new CheckStep(store, repositories, worker, rule, judges);
  }

  private <T> Future<T> onWorker(Callable<T> work) {
    return executor.executeBlocking(work, false);
  }

  private void onTaskGenerated(TaskGenerated event) {
    stage.wake();
  }

  @Override
  public Future<?> stop() {
    return stage.stop().eventually(executor::close);
  }
}
