package io.llmdevops.store;

import io.llmdevops.config.PostgresConfig;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that several nodes share: each piece of work is one transaction on a connection of a
 * {@link PostgresPool}, on threads of its own, one per connection.
 */
final class PostgresDatabase implements Database {

  private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);

  /** Whoever waits for longer is better off with an answer, and time to do something else. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Vertx vertx;
  private final PostgresPool pool;
  private final DatabaseClock clock;
  private final ExecutorService workers;

  private PostgresDatabase(Vertx vertx, PostgresConfig config, DatabaseClock clock)
      throws SQLException {
    this.vertx = vertx;
    this.clock = clock;
    this.pool = new PostgresPool(config, new PostgresDialect(clock));
    this.workers =
        Executors.newFixedThreadPool(
            config.connections(), task -> new Thread(task, "store-worker"));
  }

  /**
   * Connects, creating or migrating the tables. Blocks.
   *
   * @param patience for how long a server that is not there yet is waited for
   * @throws DatabaseNotUsableException where that does not do
   */
  static PostgresDatabase open(Vertx vertx, PostgresConfig config, Duration patience) {
    var address = new PostgresAddress(config);
    var now = new PostgresStart(address, patience).run();
    try {
      return new PostgresDatabase(vertx, config, new DatabaseClock(System::nanoTime, now));
    } catch (SQLException e) {
      throw new DatabaseNotUsableException(address + ": " + e.getMessage(), e);
    }
  }

  /** Shows the database's time. */
  Clock clock() {
    return clock;
  }

  @Override
  public <T> Future<T> write(Session.Work<T> work) {
    return submit(() -> pool.write(work));
  }

  @Override
  public <T> Future<T> read(Session.Work<T> work) {
    return submit(() -> pool.read(work));
  }

  private <T> Future<T> submit(Callable<T> work) {
    var reply = new Reply<T>(vertx);
    var asked = System.nanoTime();
    try {
      workers.execute(() -> reply.from(() -> inTime(asked, work)));
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(closed);
    }
    return reply.future();
  }

  private static <T> T inTime(long asked, Callable<T> work) throws Exception {
    if (System.nanoTime() - asked > PATIENCE_NANOS) {
      throw new StoreUnavailableException(
          new SQLTransientException("all connections have been in use for long"));
    }
    return work.call();
  }

  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
        log.warn("the database is left before all was said: it does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }
}
