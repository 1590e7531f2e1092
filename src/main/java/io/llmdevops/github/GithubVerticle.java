package io.llmdevops.github;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.github.pages.LiveStep;
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

  private final EngineConfig config;
  private final TaskStore store;
  private final Github github;
  private final Clock clock;
  private Stage publish;
  private Stage live;

  public GithubVerticle(EngineConfig config, TaskStore store, Github github, Clock clock) {
    this.config = config;
    this.store = store;
    this.github = github;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    var tasks = config.pipeline().stages().tasks();
    publish = stage("publish", TaskState.CHECKED, tasks.publish(), publishStep());
    live = stage("live", TaskState.PUBLISHED, tasks.live(), liveStep());
    Addresses.TASK_CHECKED.wake(vertx, publish::wake);
    Addresses.TASK_PUBLISHED.wake(vertx, live::wake);
    publish.start();
    live.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Future.join(publish.stop(), live.stop());
  }

  private Step publishStep() {
    var rest = github.rest();
    return new PublishStep(
        store,
        github.repositories(),
        rest.turnstile(),
        new Sites(rest),
        config.access().secret(),
        clock);
  }

  private Step liveStep() {
    var pace = github.config().pace();
    var timeout = config.pipeline().taskTimeout();
    return new LiveStep(vertx, github.rest(), store, config.secrets(), pace, timeout, clock);
  }

  private Stage stage(String name, TaskState state, int concurrency, Step step) {
    var pipeline = config.pipeline();
    var settings =
        new StageSettings(
            name,
            Set.of(state),
            concurrency,
            pipeline.lease(),
            pipeline.tick(),
            pipeline.drain(),
            pipeline.taskTimeout());
    return new Stage(vertx, store, clock, settings, step);
  }
}
