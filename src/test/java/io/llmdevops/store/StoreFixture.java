package io.llmdevops.store;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real SQLite store for tests of every package, and requests to fill it with. */
public final class StoreFixture {

  public static final Duration LEASE = Duration.ofSeconds(30);
  public static final Duration PROMISE = Duration.ofMinutes(10);
  public static final int NO_LIMIT = Integer.MAX_VALUE;

  private StoreFixture() {}

  public static SqlTaskStore open(Vertx vertx, Path dataDir, Clock clock) throws SQLException {
    return open(vertx, dataDir, clock, "node-1");
  }

  public static SqlTaskStore open(Vertx vertx, Path dataDir, Clock clock, String owner)
      throws SQLException {
    return SqlTaskStore.open(vertx, new StoreConfig(dataDir), LEASE, owner, clock);
  }

  /** A small request: everything but its repository and round is the same each time. */
  public static TaskRequest request(String task, int round) {
    return new TaskRequest(
        "student@example.com",
        task,
        round,
        "nonce-" + round,
        "Make a page that says hello.",
        List.of(),
        "https://example.com/evaluation",
        List.of());
  }

  public static NewTask newTask(TaskRequest request) {
    return new NewTask(TaskId.random(), request, "fingerprint", PROMISE);
  }

  /** Waits for a future off the event loop; fails the test when it takes longer than 20 s. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }
}
