package io.llmdevops.retention;

import io.llmdevops.config.RetentionConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.PastTasks;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, from time to time, what has ended long ago: on every node, since each has files of its
 * own, and the store takes it from any. Does nothing where all is kept.
 */
public final class RetentionVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(RetentionVerticle.class);

  private final RetentionConfig config;
  private final StoreConfig store;
  private final PastTasks past;
  private final Optional<MirrorRemoval> mirrors;
  private final Clock clock;
  private final Pace pace;
  private Future<Void> round = Future.succeededFuture();
  private long timer = -1;
  private boolean stopping;

  /**
   * @param mirrors removes copies of repositories, where this node has any
   */
  public RetentionVerticle(
      RetentionConfig config,
      StoreConfig store,
      PastTasks past,
      Optional<MirrorRemoval> mirrors,
      Clock clock) {
    this(config, store, past, mirrors, clock, Pace.USUAL);
  }

  RetentionVerticle(
      RetentionConfig config,
      StoreConfig store,
      PastTasks past,
      Optional<MirrorRemoval> mirrors,
      Clock clock,
      Pace pace) {
    this.config = config;
    this.store = store;
    this.past = past;
    this.mirrors = mirrors;
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public Future<?> start() {
    config.age().ifPresent(age -> runAfter(pace.first(), age));
    return Future.succeededFuture();
  }

  private void runAfter(Duration wait, Duration age) {
    timer = vertx.setTimer(Math.max(1, wait.toMillis()), due -> run(age));
  }

  /** The next one begins a while after this has ended, however long it takes. */
  private void run(Duration age) {
    var tasks = new TaskPurge(vertx, past, age, pace.pause(), () -> stopping, System::nanoTime);
    var files = new FilePurge(vertx, past, store, age, clock, mirrors, () -> stopping);
    round =
        tasks
            .run()
            .recover(cause -> notNow("old tasks", cause))
            .compose(done -> stopping ? Future.succeededFuture() : files.run())
            .recover(cause -> notNow("the files of old tasks", cause))
            .onSuccess(
                done -> {
                  if (!stopping) {
                    runAfter(pace.period(), age);
                  }
                });
  }

  private static Future<Void> notNow(String what, Throwable cause) {
    log.warn("{} are not removed this time: {}", what, cause.toString());
    return Future.succeededFuture();
  }

  /** What has been begun is finished, one batch or one folder. */
  @Override
  public Future<?> stop() {
    stopping = true;
    vertx.cancelTimer(timer);
    return round;
  }
}
