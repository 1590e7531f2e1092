package io.llmdevops.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection with the statements it has prepared. For one thread at a time; the driver caches no
 * statements itself, and there are few texts.
 */
final class Session implements AutoCloseable {

  /** What is done with a session. */
  @FunctionalInterface
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** What becomes of a row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** In what this database differs from others. */
  Dialect dialect() {
    return dialect;
  }

  /** What all times in the database are compared with, in milliseconds since 1970. */
  long now() throws SQLException {
    return dialect.now(this);
  }

  /** Tells how many rows were touched. */
  int update(String sql, Object... values) throws SQLException {
    try {
      var statement = bound(sql, values);
      var touched = statement.executeUpdate();
      // Else the statement would hold on to the last attachment or file until the next.
      statement.clearParameters();
      return touched;
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** Runs it once for each of these values, in that order: with one message where it travels. */
  void updateAll(String sql, List<Object[]> all) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try {
      var statement = prepared(sql);
      for (var values : all) {
        bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
      statement.clearParameters();
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** Runs a statement that has no values and no result, and is not worth preparing. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      // SQLite's driver would only begin what goes on step by step, such as giving back pages.
      statement.executeUpdate(sql);
    }
  }

  <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
    try (var rows = bound(sql, values).executeQuery()) {
      var result = new ArrayList<T>();
      while (rows.next()) {
        result.add(row.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** The driver closes a statement that met a full disk or the like; it can never run again. */
  private SQLException forgotten(String sql, SQLException fault) {
    var broken = prepared.remove(sql);
    try {
      if (broken != null) {
        broken.close();
      }
    } catch (SQLException onClosing) {
      fault.addSuppressed(onClosing);
    }
    return fault;
  }

  <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
    return query(sql, row, values).stream().findFirst();
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    var statement = prepared(sql);
    bind(statement, values);
    return statement;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      var value = values[i] instanceof String text ? dialect.storable(text) : values[i];
      statement.setObject(i + 1, value);
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      for (var statement : prepared.values()) {
        statement.close();
      }
    }
  }
}
