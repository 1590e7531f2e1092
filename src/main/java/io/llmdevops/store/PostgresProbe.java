package io.llmdevops.store;

import io.llmdevops.config.PostgresConfig;
import java.io.IOException;
import java.sql.SQLException;

/** Finds out whether a shared database can be used, beside the nodes that are using it. */
public final class PostgresProbe {

  private PostgresProbe() {}

  /**
   * Changes the one row that is there for it. Makes no table, touches no task and no lease. Blocks,
   * for ten seconds or so at most.
   *
   * @return what was found, with the address, in words for an operator
   * @throws IOException where it cannot be used; says why, in such words, without the password
   */
  public static String write(PostgresConfig config) throws IOException {
    var address = new PostgresAddress(config);
    try (var session = session(address)) {
      var isOurs =
          session.first("select to_regclass('pulse') is not null", row -> row.getBoolean(1));
      if (isOurs.orElseThrow()) {
        session.update(SqlTaskStore.BEAT);
        return address + " can be written to";
      }
      if (!session.first(PostgresStart.HAS_ROOM, row -> row.getBoolean(1)).orElseThrow()) {
        throw new IOException(address + ": this user may not make tables there");
      }
      return address + " answers; the first start makes its tables";
    } catch (SQLException e) {
      throw new IOException(address + ": " + e.getMessage(), e);
    }
  }

  /** One connection, with the database's time. */
  static Session session(PostgresAddress address) throws SQLException {
    var connection = address.single().getConnection();
    var clock = new DatabaseClock(System::nanoTime, System.currentTimeMillis());
    try {
      PostgresStart.requireUnicode(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new Session(connection, new PostgresDialect(clock));
  }
}
