package io.llmdevops.retention;

import io.llmdevops.task.PastTasks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old tasks from the store, batch by batch. */
final class TaskPurge {

  private static final Logger log = LoggerFactory.getLogger(TaskPurge.class);

  private final Vertx vertx;
  private final PastTasks past;
  private final Duration age;
  private final Duration pause;
  private final BooleanSupplier stopping;
  private final LongSupplier nanoTime;

  /**
   * @param stopping no other batch is begun then
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  TaskPurge(
      Vertx vertx,
      PastTasks past,
      Duration age,
      Duration pause,
      BooleanSupplier stopping,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.past = past;
    this.age = age;
    this.pause = pause;
    this.stopping = stopping;
    this.nanoTime = nanoTime;
  }

  /** Removes all there are, and then the room they took. */
  Future<Void> run() {
    return remove(Batch.FIRST, 0)
        .compose(
            removed -> {
              if (removed > 0) {
                log.info("removed {} tasks that were accepted over {} ago", removed, text(age));
              }
              return giveBackRoom();
            });
  }

  private static String text(Duration age) {
    return age.toDays() + " days";
  }

  private Future<Integer> remove(Batch batch, int before) {
    if (stopping.getAsBoolean()) {
      return Future.succeededFuture(before);
    }
    var begun = nanoTime.getAsLong();
    return past.remove(age, batch.size())
        .compose(
            removed -> {
              var took = Duration.ofNanos(nanoTime.getAsLong() - begun);
              return removed < batch.size()
                  ? Future.succeededFuture(before + removed)
                  : after(took).compose(now -> remove(batch.next(took), before + removed));
            });
  }

  private Future<Void> giveBackRoom() {
    if (stopping.getAsBoolean()) {
      return Future.succeededFuture();
    }
    var begun = nanoTime.getAsLong();
    return past.giveBackRoom()
        .compose(
            more ->
                more
                    ? after(Duration.ofNanos(nanoTime.getAsLong() - begun))
                        .compose(now -> giveBackRoom())
                    : Future.succeededFuture());
  }

  /** Half of the writer's time at most is taken by this. */
  private Future<?> after(Duration took) {
    return vertx.timer(Math.max(1, Math.max(took.toMillis(), pause.toMillis())));
  }
}
