package io.llmdevops.llm;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Chain;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Has models write what accepted and rejected tasks wait for. */
public final class LlmVerticle extends VerticleBase {

  private final PipelineConfig pipeline;
  private final LlmConfig llm;
  private final List<Secret> secrets;
  private final TaskStore store;
  private final Repositories repositories;
  private final Chain chain;
  private final Clock clock;
  private WritingChannel channel;
  private Stage stage;

  /**
   * @param secrets that no prompt may hold
   */
  public LlmVerticle(
      PipelineConfig pipeline,
      LlmConfig llm,
      List<Secret> secrets,
      TaskStore store,
      Repositories repositories,
      Chain chain,
      Clock clock) {
    this.pipeline = pipeline;
    this.llm = llm;
    this.secrets = List.copyOf(secrets);
    this.store = store;
    this.repositories = repositories;
    this.chain = chain;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> Correspondence.of(vertx, llm, secrets))
        .map(this::startStage);
  }

  private Stage startStage(Correspondence correspondence) {
    channel = new WritingChannel(vertx);
    var step =
        new LlmStep(vertx, pipeline, llm, store, repositories, chain, correspondence, channel);
    stage = new Stage(vertx, store, clock, settings(), step);
    Addresses.TASK_ACCEPTED.wake(vertx, stage::wake);
    Addresses.TASK_REJECTED.wake(vertx, stage::wake);
    stage.start();
    return stage;
  }

  @Override
  public Future<?> stop() {
    return stage.stop().onComplete(ended -> channel.close());
  }

  private StageSettings settings() {
    return new StageSettings(
        "llm",
        Set.of(TaskState.ACCEPTED, TaskState.REJECTED),
        pipeline.stages().tasks().llm().orElse(llm.concurrency()),
        pipeline.lease(),
        pipeline.tick(),
        pipeline.drain(),
        pipeline.taskTimeout());
  }
}
