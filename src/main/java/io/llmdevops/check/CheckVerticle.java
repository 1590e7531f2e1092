package io.llmdevops.check;

import io.llmdevops.bus.Addresses;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.config.CheckConfig;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Checks what a model wrote before anybody sees it: {@code generated} to {@code checked}. */
public final class CheckVerticle extends VerticleBase {

  private static final String NAME = "check";

  private final PipelineConfig pipeline;
  private final CheckConfig config;
  private final List<Secret> secrets;
  private final TaskStore store;
  private final Repositories repositories;
  private final Callable<Instruments> making;
  private final Clock clock;
  private WorkerExecutor executor;
  private Instruments instruments;
  private Stage stage;

  /**
   * @param secrets every secret that the engine itself holds: none of them is ever published
   * @param making called once by each instance, on a worker thread
   */
  public CheckVerticle(
      PipelineConfig pipeline,
      CheckConfig config,
      List<Secret> secrets,
      TaskStore store,
      Repositories repositories,
      Callable<Instruments> making,
      Clock clock) {
    this.pipeline = pipeline;
    this.config = config;
    this.secrets = List.copyOf(secrets);
    this.store = store;
    this.repositories = repositories;
    this.making = making;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    executor = vertx.createSharedWorkerExecutor(NAME, Runtime.getRuntime().availableProcessors());
    return onWorker(this::makeInstruments).map(this::startStage);
  }

  private Instruments makeInstruments() throws Exception {
    var made = making.call();
    // Which looks at files: whoever asks later is told what was found now.
    made.browser().missing();
    return made;
  }

  private Stage startStage(Instruments made) {
    instruments = made;
    stage = new Stage(vertx, store, clock, settings(), step());
    Addresses.TASK_GENERATED.wake(vertx, stage::wake);
    stage.start();
    return stage;
  }

  private StageSettings settings() {
    return new StageSettings(
        NAME,
        Set.of(TaskState.GENERATED),
        pipeline.stages().tasks().check(),
        pipeline.lease(),
        pipeline.tick(),
        pipeline.drain(),
        pipeline.taskTimeout());
  }

  private CheckStep step() {
    OnWorker worker = this::onWorker;
    var search = new SecretSearch(secrets);
    var rule = new SecretsRule(search);
    var judging = Judging.of(instruments, config.browser(), rule, search, worker);
    return new CheckStep(store, repositories, worker, rule, judging, config.maxRepairs());
  }

  private <T> Future<T> onWorker(Callable<T> work) {
    return executor.executeBlocking(work, false);
  }

  /** Why there are no browser checks, once started; empty where there are. */
  public Optional<String> missingBrowser() {
    return instruments.browser().missing();
  }

  @Override
  public Future<?> stop() {
    return stage.stop().eventually(() -> instruments.browser().close()).eventually(executor::close);
  }
}
