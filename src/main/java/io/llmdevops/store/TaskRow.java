package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** How a row of the table {@code task} reads. */
final class TaskRow {

  /** The columns that {@link #task} needs. */
  static final String COLUMNS =
      "seq, id, email, task, round, nonce, evaluation_url, state, attempts, fence, created_at,"
          + " deadline, chosen, repository, parent, repo_url, commit_sha, pages_url, error";

  private TaskRow() {}

  static Task task(ResultSet row) throws SQLException {
    return new Task(
        new TaskId(row.getString("id")),
        row.getString("email"),
        row.getString("task"),
        row.getInt("round"),
        row.getString("nonce"),
        row.getString("evaluation_url"),
        state(row.getString("state")),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("deadline")),
        number(row, "chosen"),
        text(row, "repository"),
        text(row, "parent"),
        text(row, "repo_url"),
        text(row, "commit_sha"),
        text(row, "pages_url"),
        text(row, "error"));
  }

  static Claim claim(ResultSet row) throws SQLException {
    return new Claim(task(row), row.getLong("fence"));
  }

  static long seq(ResultSet row) throws SQLException {
    return row.getLong("seq");
  }

  static TaskState state(String wire) {
    return TaskState.fromWire(wire).orElseThrow();
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static OptionalInt number(ResultSet row, String column) throws SQLException {
    var value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
