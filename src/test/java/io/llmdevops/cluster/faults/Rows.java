package io.llmdevops.cluster.faults;

import io.llmdevops.store.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the database of the nodes says, read past everything that lies between it and them. */
final class Rows implements AutoCloseable {

  private static final String COUNTS =
      ", (select count(*) from event e where e.task_seq = t.seq)"
          + ", (select count(*) from version v where v.task_seq = t.seq)"
          + ", (select count(*) from model_call c where c.task_seq = t.seq)"
          + ", (select count(*) from mark m where m.task_seq = t.seq)";
  private static final String TASKS =
      "select t.nonce, t.id, t.state, t.fence, t.owner, t.due_at, t.attempts, t.repository,"
          + " t.repo_url, t.commit_sha, t.pages_url, t.error"
          + COUNTS
          + " from task t where t.nonce like ?";
  private static final String HELD = "select nonce, fence, state from task where owner = ?";
  private static final String EVENTS =
      "select t.nonce, e.state, min(e.at) from event e join task t on t.seq = e.task_seq"
          + " where t.nonce like ? group by t.nonce, e.state";

  private final PostgresServer server;
  private final String database;
  private Connection connection;

  Rows(PostgresServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /**
   * A task as it stands.
   *
   * @param all what there is to say of it: to be held against a later reading
   */
  record Row(
      String nonce,
      String id,
      String state,
      long fence,
      String repoUrl,
      String commitSha,
      String pagesUrl,
      String error,
      long versions,
      List<Object> all) {

    private static Row read(ResultSet row) throws SQLException {
      var all = new ArrayList<>();
      for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
        all.add(row.getObject(column));
      }
      return new Row(
          row.getString("nonce"),
          row.getString("id"),
          row.getString("state"),
          row.getLong("fence"),
          row.getString("repo_url"),
          row.getString("commit_sha"),
          row.getString("pages_url"),
          row.getString("error"),
          row.getLong(14),
          all);
    }

    boolean isNotified() {
      return state.equals("notified");
    }
  }

  /** Milliseconds since 1970, by the database's clock. */
  synchronized long now() throws SQLException {
    return query("select engine_now()", "", row -> row.getLong(1)).get(0);
  }

  /** The tasks of these nonces, by nonce. */
  synchronized Map<String, Row> tasks(String prefix) throws SQLException {
    var tasks = new LinkedHashMap<String, Row>();
    query(TASKS, prefix + "%", Row::read).forEach(row -> tasks.put(row.nonce(), row));
    return tasks;
  }

  /** A task that a node has claimed, in the state that it had then. */
  record Held(String nonce, long fence, String state) {}

  synchronized List<Held> heldBy(String node) throws SQLException {
    return query(HELD, node, row -> new Held(row.getString(1), row.getLong(2), row.getString(3)));
  }

  /** When tasks came to their states first, in milliseconds since 1970, by nonce and state. */
  synchronized Map<String, Map<String, Long>> events(String prefix) throws SQLException {
    var events = new HashMap<String, Map<String, Long>>();
    query(
        EVENTS,
        prefix + "%",
        row ->
            events
                .computeIfAbsent(row.getString(1), nonce -> new HashMap<>())
                .put(row.getString(2), row.getLong(3)));
    return events;
  }

  /** What is read from one row. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, String value, Reading<T> reading) throws SQLException {
    try (var statement = connection().prepareStatement(sql)) {
      if (sql.contains("?")) {
        statement.setString(1, value);
      }
      var read = new ArrayList<T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          read.add(reading.of(rows));
        }
      }
      return read;
    }
  }

  /** One that the server's end has closed is replaced. */
  private Connection connection() throws SQLException {
    if (connection == null || !connection.isValid(5)) {
      close();
      connection = server.connect(database);
    }
    return connection;
  }

  @Override
  public synchronized void close() throws SQLException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
