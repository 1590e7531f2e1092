package io.llmdevops.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.PastTasks;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskPurgeTest {

  /** More than the stack of an event loop holds, where each waits for the one after it. */
  private static final int MANY = 2_500;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Plenty past = new Plenty();

  /** So much that it takes so many batches, and then so many pieces of room. */
  private static final class Plenty implements PastTasks {
    private int batches;
    private int pieces;

    @Override
    public Future<Integer> remove(Duration age, int limit) {
      return Future.succeededFuture(++batches < MANY ? limit : 0);
    }

    @Override
    public Future<Boolean> giveBackRoom() {
      return Future.succeededFuture(++pieces < MANY);
    }

    @Override
    public Future<Set<TaskId>> unknown(Collection<TaskId> ids) {
      throw new AssertionError("not asked here");
    }

    @Override
    public Future<Set<String>> unused(Collection<String> repositories) {
      throw new AssertionError("not asked here");
    }
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void run() throws Exception {
    var purge =
        new TaskPurge(
            vertx, past, Duration.ofDays(1), Duration.ZERO, stopping::get, System::nanoTime);
    Future.<Void>future(done -> vertx.runOnContext(go -> purge.run().onComplete(done::handle)))
        .await(60, TimeUnit.SECONDS);
  }

  @Test
  void removesHoweverManyThereAre() throws Exception {
    run();

    assertThat(past.batches).isEqualTo(MANY);
    assertThat(past.pieces).isEqualTo(MANY);
  }

  @Test
  void beginsNothingWhenTheEngineStops() throws Exception {
    stopping.set(true);
    run();

    assertThat(past.batches + past.pieces).isZero();
  }
}
