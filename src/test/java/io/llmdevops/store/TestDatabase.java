package io.llmdevops.store;

import io.llmdevops.SettableClock;
import io.llmdevops.config.StoreConfig;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A database of one kind or the other, with the time of a clock, and what a test does beside the
 * engine.
 *
 * @param lock keeps everybody else from writing
 */
public record TestDatabase(StoreConfig config, SettableClock clock, String url, String lock) {

  /** As the node of this id. */
  public SqlTaskStore open(Vertx vertx, String owner) throws SQLException {
    return SqlTaskStore.open(vertx, config, StoreFixture.LEASE, owner, clock);
  }

  public SqlTaskStore open(Vertx vertx) throws SQLException {
    return open(vertx, "node-1");
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  public void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The first column of what is found. */
  public List<String> query(String sql) {
    try (var session = new Session(connect(), new SqliteDialect(clock))) {
      return session.query(sql, row -> row.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
