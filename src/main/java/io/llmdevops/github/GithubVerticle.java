package io.llmdevops.github;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.pages.Sites;
import io.llmdevops.github.repository.PublishStep;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.pipeline.Step;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.Set;

/** Publishes versions on GitHub, and waits until their pages are live there. */
public final class GithubVerticle extends VerticleBase {

  /** GitHub takes one change at a time: the others get ready meanwhile. */
  private static final int PUBLISHING = 4;

  /** Tasks that wait for their page are in the store; these are being looked at. */
  private static final int LOOKING = 8;

  private final PipelineConfig pipeline;
  private final Secret secret;
  private final TaskStore store;
  private final Github github;
  private final Clock clock;
  private Stage publish;

  /**
   * @param secret which the commits' trailers are made with
   */
  public GithubVerticle(
      PipelineConfig pipeline, Secret secret, TaskStore store, Github github, Clock clock) {
    this.pipeline = pipeline;
    this.secret = secret;
    this.store = store;
    this.github = github;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    publish = stage("publish", TaskState.CHECKED, PUBLISHING, publishStep());
    Addresses.TASK_CHECKED.consume(vertx, checked -> publish.wake());
    publish.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Future.join(publish.stop(), publish.stop());
  }

  private Step publishStep() {
    var rest = github.rest();
    return new PublishStep(
        vertx, store, github.repositories(), rest.turnstile(), new Sites(rest), secret, clock);
  }

  private Stage stage(String name, TaskState state, int concurrency, Step step) {
    var settings =
        new StageSettings(
            name,
            Set.of(state),
            concurrency,
            pipeline.lease(),
            pipeline.tick(),
            pipeline.taskTimeout());
    return new Stage(vertx, store, clock, settings, step);
  }
}
