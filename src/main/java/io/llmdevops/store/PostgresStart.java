package io.llmdevops.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a database of PostgreSQL ours, or as new as this program. Several nodes may do so at once:
 * Flyway lets one at a time (by an advisory lock).
 */
final class PostgresStart {

  private static final Logger log = LoggerFactory.getLogger(PostgresStart.class);

  /** Whether the tables are there or can be made. */
  static final String HAS_ROOM =
      "select to_regclass('pulse') is not null"
          + " or coalesce(has_schema_privilege(current_schema(), 'create'), false)";

  /** A large table may take its time, but a network that is silent, or a server, not all of it. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Flyway asks once a second for its turn, and another's may take as long as ours. */
  private static final int TURNS = 2 * (int) LONGEST.toSeconds();

  /**
   * A node that stands still in the middle must not keep the tables from all the others, nor one
   * that waits for a table keep those that are behind it from their work for a whole lease.
   */
  private static final String LIMITS =
      "set statement_timeout = '9min'; set idle_in_transaction_session_timeout = '60s';"
          + " set lock_timeout = '20s'";

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final PostgresAddress address;
  private final Duration patience;

  /**
   * @param patience for how long a server that is not there yet is waited for
   */
  PostgresStart(PostgresAddress address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /**
   * Blocks.
   *
   * @return what the database's clock shows
   * @throws DatabaseNotUsableException where it cannot be used
   */
  long run() {
    try {
      var source = address.single();
      waitFor(source);
      source.setSocketTimeout((int) LONGEST.toSeconds());
      flyway(source).migrate();
      try (var connection = source.getConnection()) {
        return Long.parseLong(told(connection, "select engine_now()"));
      }
    } catch (SQLException e) {
      throw notUsable(e.getMessage(), e);
    } catch (FlywayException e) {
      throw notUsable("its tables cannot be made: " + rootMessage(e), e);
    }
  }

  static Flyway flyway(DataSource source) {
    var configuration =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/postgresql")
            .group(true)
            .initSql(LIMITS)
            .lockRetryCount(TURNS);
    // Else a second connection, idle in a transaction, would hold the lock for as long as it takes.
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
  }

  private DatabaseNotUsableException notUsable(String why, Exception cause) {
    return new DatabaseNotUsableException(address + ": " + why, cause);
  }

  private static String rootMessage(Throwable cause) {
    return cause.getCause() == null ? cause.getMessage() : rootMessage(cause.getCause());
  }

  private void waitFor(DataSource source) throws SQLException {
    var end = System.nanoTime() + patience.toNanos();
    for (var first = true; ; first = false) {
      try (var connection = source.getConnection()) {
        requireUnicode(connection);
        requireRoom(connection);
        return;
      } catch (SQLException e) {
        if (!PostgresFaults.mayPass(e) || System.nanoTime() - end > 0) {
          throw e;
        }
        if (first) {
          log.warn("waiting for {}, {} at most: {}", address, patience, e.getMessage());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  static void requireUnicode(Connection connection) throws SQLException {
    var encoding = told(connection, "show server_encoding");
    if (!"UTF8".equals(encoding)) {
      throw new SQLException("its encoding is " + encoding + ", and texts need UTF8");
    }
  }

  /** Flyway would try for ten seconds. */
  private static void requireRoom(Connection connection) throws SQLException {
    if ("f".equals(told(connection, HAS_ROOM))) {
      throw new SQLException("this user may not make tables there");
    }
  }

  private static String told(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
