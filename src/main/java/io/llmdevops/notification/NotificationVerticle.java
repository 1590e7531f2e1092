package io.llmdevops.notification;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.NotifyConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.Set;

/** The stage that tells whoever asked for a task that it is live. */
public final class NotificationVerticle extends VerticleBase {

  private final PipelineConfig pipeline;
  private final NotifyConfig notification;
  private final TaskStore store;
  private final Clock clock;
  private final Outside outside;

  private Stage stage;

  public NotificationVerticle(
      PipelineConfig pipeline, NotifyConfig notification, TaskStore store, Clock clock) {
    this(pipeline, notification, store, clock, Outside.real());
  }

  NotificationVerticle(
      PipelineConfig pipeline,
      NotifyConfig notification,
      TaskStore store,
      Clock clock,
      Outside outside) {
    this.pipeline = pipeline;
    this.notification = notification;
    this.store = store;
    this.clock = clock;
    this.outside = outside;
  }

  @Override
  public Future<?> start() {
    stage = new Stage(vertx, store, clock, settings(), step());
    Addresses.TASK_LIVE.wake(vertx, stage::wake);
    stage.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return stage.stop();
  }

  private CallbackStep step() {
    var guard = new AddressGuard(notification.allowPrivate());
    return new CallbackStep(
        new GuardedResolver(guard, outside.resolver().apply(vertx)),
        new CallbackClient(vertx, outside.http(), tasks(), outside.timeout()),
        new RetrySchedule(outside.random()),
        clock,
        new CallbackMeters(vertx));
  }

  private int tasks() {
    return pipeline.stages().tasks().notification();
  }

  private StageSettings settings() {
    return new StageSettings(
        "notification",
        Set.of(TaskState.LIVE, TaskState.NOTIFIED),
        tasks(),
        pipeline.lease(),
        pipeline.tick(),
        pipeline.drain(),
        pipeline.taskTimeout());
  }
}
