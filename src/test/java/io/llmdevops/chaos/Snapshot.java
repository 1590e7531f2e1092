package io.llmdevops.chaos;

import io.llmdevops.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dead engine's database says, read from a copy: the next start must find the original as
 * the kill left it, its write-ahead log included.
 *
 * @param tasks by id, in the order of acceptance
 */
record Snapshot(Map<String, Row> tasks) {

  static final Snapshot EMPTY = new Snapshot(Map.of());

  private static final String DATABASE = "engine.db";

  private static final String QUERY =
      "select id, email, task, round, nonce, state, owner is not null, repository, commit_sha,"
          + " due_at <= :now or owner is not null,"
          + " state = 'accepted' and exists (select 1 from task e where e.seq < t.seq"
          + " and e.repository_key = t.repository_key"
          + " and e.state not in ('live', 'notified', 'failed', 'cancelled')),"
          + " (select count(*) from version v where v.task_seq = t.seq),"
          + " (select count(*) from event e where e.task_seq = t.seq and e.state = 'rejected'),"
          + " (select count(*) from model_call c where c.task_seq = t.seq and c.ended), chosen,"
          + " (select count(*) from model_call c where c.task_seq = t.seq and not c.ended)"
          + " from task t order by seq";

  /**
   * A task.
   *
   * @param claimed a step held it
   * @param due work on it can go on at once
   * @param rejections how often a check sent it back
   * @param calls of a model that ended
   * @param openCalls that were begun and whose end was never seen
   */
  record Row(
      String id,
      String email,
      String task,
      int round,
      String nonce,
      TaskState state,
      boolean claimed,
      boolean due,
      String repository,
      String commit,
      int versions,
      int rejections,
      int calls,
      int chosen,
      int openCalls) {

    String key() {
      return email + " " + task;
    }

    private static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getInt(4),
          row.getString(5),
          TaskState.fromWire(row.getString(6)).orElseThrow(),
          row.getBoolean(7),
          row.getBoolean(10) && !row.getBoolean(11),
          row.getString(8),
          row.getString(9),
          row.getInt(12),
          row.getInt(13),
          row.getInt(14),
          row.getInt(15),
          row.getInt(16));
    }
  }

  /** Reads what lies in this folder of data, if the engine got as far as to make a database. */
  static Snapshot of(Path data, Path copies) throws IOException, SQLException {
    if (!Files.exists(data.resolve(DATABASE))) {
      return EMPTY;
    }
    for (var name : List.of(DATABASE, DATABASE + "-wal")) {
      Files.deleteIfExists(copies.resolve(name));
      if (Files.exists(data.resolve(name))) {
        Files.copy(data.resolve(name), copies.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(copies.resolve(DATABASE + "-shm"));
    return new Snapshot(read(copies.resolve(DATABASE)));
  }

  private static Map<String, Row> read(Path database) throws SQLException {
    var rows = new LinkedHashMap<String, Row>();
    var sql = QUERY.replace(":now", String.valueOf(System.currentTimeMillis()));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      if (!hasTasks(connection.getMetaData().getTables(null, null, "task", null))) {
        return rows;
      }
      try (var result = statement.executeQuery(sql)) {
        while (result.next()) {
          var row = Row.read(result);
          rows.put(row.id(), row);
        }
      }
    }
    return rows;
  }

  /** A kill during the very first start may come before the tables. */
  private static boolean hasTasks(ResultSet tables) throws SQLException {
    try (tables) {
      return tables.next();
    }
  }

  Optional<Row> task(String id) {
    return Optional.ofNullable(tasks.get(id));
  }

  List<Row> unfinished() {
    return tasks.values().stream().filter(row -> !row.state().isFinal()).toList();
  }

  /** Somebody has to go on with these. */
  List<String> due() {
    return unfinished().stream().filter(Row::due).map(Row::id).toList();
  }

  Map<String, List<Row>> byRepository() {
    var all = new LinkedHashMap<String, List<Row>>();
    tasks
        .values()
        .forEach(row -> all.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row));
    return all;
  }
}
