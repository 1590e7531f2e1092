package io.llmdevops.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.task.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections, and work on them. Work that surely was not committed is done once more, on another
 * connection where this one was lost; whether the rest was, only the database knows ({@link
 * StoreUnavailableException}).
 */
final class PostgresPool {

  private static final Logger log = LoggerFactory.getLogger(PostgresPool.class);
  private static final long LAST_TRY_NANOS = Duration.ofSeconds(5).toNanos();

  private final AgroalDataSource connections;
  private final Dialect dialect;
  private final int mostTries;

  PostgresPool(PostgresConfig config, Dialect dialect) throws SQLException {
    this.dialect = dialect;
    // After a restart of the server each may turn out to be lost, one by one.
    this.mostTries = config.connections() + 3;
    this.connections =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(config.connections())
                            .acquisitionTimeout(Duration.ofSeconds(10))
                            .reapTimeout(Duration.ofMinutes(5))
                            .maxLifetime(Duration.ofMinutes(30))
                            .exceptionSorter(PostgresFaults::isLost)
                            .connectionFactoryConfiguration(new PostgresAddress(config)::pooled)));
  }

  <T> T write(Session.Work<T> work) throws SQLException {
    return again(() -> transaction(work));
  }

  /** Each statement by itself, since together they would see no more than that. */
  <T> T read(Session.Work<T> work) throws SQLException {
    return again(() -> statements(work));
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
        if (tries == mostTries || System.nanoTime() - began > LAST_TRY_NANOS) {
          throw undone.fault;
        }
      }
    }
  }

  private <T> T statements(Session.Work<T> work) throws SQLException, UndoneException {
    try (var session = new Session(connection(), dialect)) {
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

  private <T> T uncommitted(Connection connection, Session session, Session.Work<T> work)
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

  private SQLException known(SQLException fault) throws UndoneException {
    if (PostgresFaults.isLost(fault)) {
      // The others are from before whatever has happened, too. They are closed meanwhile.
      connections.flush(FlushMode.GRACEFUL);
    }
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

  private Connection connection() {
    try {
      return connections.getConnection();
    } catch (SQLException e) {
      // Whatever the reason: nobody has asked for anything yet.
      throw new StoreUnavailableException(e);
    }
  }

  void close() {
    connections.close();
  }
}
