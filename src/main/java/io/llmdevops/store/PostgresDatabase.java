package io.llmdevops.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
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
 * The database that several nodes share: a pool of connections, each piece of work one transaction
 * on one of them. Work that surely was not committed is done once more, on another connection where
 * this one was lost; whether the rest was, only the database knows ({@link
 * StoreUnavailableException}).
 */
final class PostgresDatabase implements Database {

  private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);
  private static final int MOST_TRIES = 4;
  private static final Duration ACQUISITION = Duration.ofSeconds(10);

  /** Whoever waits for longer is better off with an answer, and time to do something else. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final Vertx vertx;
  private final AgroalDataSource pool;
  private final PostgresDialect dialect;
  private final ExecutorService workers;

  private PostgresDatabase(Vertx vertx, PostgresConfig config, DatabaseClock clock)
      throws SQLException {
    this.vertx = vertx;
    this.dialect = new PostgresDialect(clock);
    this.pool = pool(config);
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
    var now = new PostgresStart(new PostgresAddress(config), patience).run();
    try {
      return new PostgresDatabase(vertx, config, new DatabaseClock(System::nanoTime, now));
    } catch (SQLException e) {
      throw new DatabaseNotUsableException(new PostgresAddress(config) + ": " + e.getMessage(), e);
    }
  }

  private static AgroalDataSource pool(PostgresConfig config) throws SQLException {
    var address = new PostgresAddress(config);
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(config.connections())
                        .acquisitionTimeout(ACQUISITION)
                        .reapTimeout(Duration.ofMinutes(5))
                        .maxLifetime(Duration.ofMinutes(30))
                        .exceptionSorter(PostgresFaults::isLost)
                        .connectionFactoryConfiguration(address::pooled)));
  }

  /** Shows the database's time. */
  Clock clock() {
    return dialect.clock();
  }

  @Override
  public <T> Future<T> write(Session.Work<T> work) {
    return submit(() -> again(() -> transaction(work)));
  }

  /** Each statement by itself, since together they would see no more than that. */
  @Override
  public <T> Future<T> read(Session.Work<T> work) {
    return submit(() -> again(() -> inSession(connection(), work)));
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
      throw unavailable("all connections are in use");
    }
    return work.call();
  }

  private static StoreUnavailableException unavailable(String why) {
    return new StoreUnavailableException(new SQLTransientException(why));
  }

  /** What has changed nothing, and may do better at once. */
  private static final class UndoneException extends Exception {
    private final SQLException fault;

    UndoneException(SQLException fault) {
      super(fault);
      this.fault = fault;
    }
  }

  /** One try. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws SQLException, UndoneException;
  }

  private <T> T again(Attempt<T> attempt) throws SQLException {
    var began = System.nanoTime();
    for (var tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (UndoneException undone) {
        log.debug("try {} undone", tries, undone.fault);
        if (PostgresFaults.isLost(undone.fault)) {
          // The others are from before whatever has happened, too.
          pool.flush(FlushMode.GRACEFUL);
        }
        if (tries == MOST_TRIES || System.nanoTime() - began > PATIENCE_NANOS / 4) {
          throw undone.fault;
        }
      }
    }
  }

  private Connection connection() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      // Whatever the reason: nobody has asked for anything yet.
      throw new StoreUnavailableException(e);
    }
  }

  private <T> T inSession(Connection connection, Session.Work<T> work)
      throws SQLException, UndoneException {
    try (var session = new Session(connection, dialect)) {
      return work.run(session);
    } catch (SQLException e) {
      throw known(e);
    }
  }

  private <T> T transaction(Session.Work<T> work) throws SQLException, UndoneException {
    var connection = connection();
    try (var session = new Session(connection, dialect)) {
      connection.setAutoCommit(false);
      var result = uncommitted(connection, session, work);
      connection.commit();
      return result;
    }
  }

  private static <T> T uncommitted(Connection connection, Session session, Session.Work<T> work)
      throws SQLException, UndoneException {
    try {
      return work.run(session);
    } catch (SQLException e) {
      rollback(connection);
      throw known(e);
    } catch (Throwable e) {
      rollback(connection);
      throw e;
    }
  }

  private static SQLException known(SQLException fault) throws UndoneException {
    if (PostgresFaults.isWorthAnotherTry(fault)) {
      throw new UndoneException(fault);
    }
    return fault;
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      log.debug("nothing to roll back", lost);
    }
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
