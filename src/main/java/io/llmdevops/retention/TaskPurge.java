package io.llmdevops.retention;

import io.llmdevops.task.PastTasks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    var all = Promise.<Integer>promise();
    remove(Batch.FIRST, 0, all);
    return all.future()
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

  /**
   * No batch waits for the one after it: from a thousand on, the stack does not hold the end of
   * futures within each other.
   */
  private void remove(Batch batch, int before, Promise<Integer> all) {
    if (stopping.getAsBoolean()) {
      all.complete(before);
      return;
    }
    var begun = nanoTime.getAsLong();
    past.remove(age, batch.size())
        .onFailure(all::fail)
        .onSuccess(
            removed -> {
              var took = Duration.ofNanos(nanoTime.getAsLong() - begun);
              if (removed < batch.size()) {
                all.complete(before + removed);
              } else {
                after(took)
                    .onSuccess(now -> remove(batch.next(took), before + removed, all))
                    .onFailure(all::fail);
              }
            });
  }

  private Future<Void> giveBackRoom() {
    var all = Promise.<Void>promise();
    giveBackRoom(all);
    return all.future();
  }

  private void giveBackRoom(Promise<Void> all) {
    if (stopping.getAsBoolean()) {
      all.complete();
      return;
    }
    var begun = nanoTime.getAsLong();
    past.giveBackRoom()
        .onFailure(all::fail)
        .onSuccess(
            more -> {
              if (more) {
                after(Duration.ofNanos(nanoTime.getAsLong() - begun))
                    .onSuccess(now -> giveBackRoom(all))
                    .onFailure(all::fail);
              } else {
                all.complete();
              }
            });
  }

  /** Half of the writer's time at most is taken by this. */
  private Future<?> after(Duration took) {
    return vertx.timer(Math.max(1, Math.max(took.toMillis(), pause.toMillis())));
  }
}
