package io.llmdevops.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmdevops.store.Json.StoredCheck;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Mark;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What the steps read of a task besides its row. */
final class Reading {

  /** Of the published version, and of another only where none is published. */
  static final String PICTURE =
      "select picture.media_type, picture.content from picture"
          + " join task on task.seq = picture.task_seq"
          + " where task.id = ? and picture.version = coalesce("
          + "(select max(number) from version where task_seq = task.seq and published = 1),"
          + " (select max(version) from picture where task_seq = task.seq))";

  private final Session session;

  Reading(Session session) {
    this.session = session;
  }

  /**
   * @throws NoSuchElementException where there is no such task
   */
  long seq(TaskId id) throws SQLException {
    return session
        .first("select seq from task where id = ?", TaskRow::seq, id.value())
        .orElseThrow(() -> new NoSuchElementException("no task " + id));
  }

  TaskRequest request(TaskId id) throws SQLException {
    var seq = seq(id);
    var attachments =
        session.query(
            "select name, media_type, content from attachment where task_seq = ? order by position",
            row -> new Attachment(row.getString(1), row.getString(2), Content.of(row.getBytes(3))),
            seq);
    return session
        .first(
            "select email, task, round, nonce, brief, checks, evaluation_url"
                + " from task join request on task_seq = seq where seq = ?",
            row -> request(row, attachments),
            seq)
        .orElseThrow();
  }

  private static TaskRequest request(ResultSet row, List<Attachment> attachments)
      throws SQLException {
    var checks = Json.read(row.getString("checks"), new TypeReference<List<StoredCheck>>() {});
    return new TaskRequest(
        row.getString("email"),
        row.getString("task"),
        row.getInt("round"),
        row.getString("nonce"),
        row.getString("brief"),
        checks.stream().map(StoredCheck::check).toList(),
        row.getString("evaluation_url"),
        attachments);
  }

  Optional<Picture> picture(TaskId id) throws SQLException {
    return session.first(
        PICTURE,
        row -> new Picture(row.getString("media_type"), Content.of(row.getBytes("content"))),
        id.value());
  }

  Map<String, Mark> marks(TaskId id) throws SQLException {
    var marks = new HashMap<String, Mark>();
    session.query(
        "select name, value, at from mark where task_seq = ?",
        row -> marks.put(row.getString(1), mark(row)),
        seq(id));
    return Map.copyOf(marks);
  }

  private static Mark mark(ResultSet row) throws SQLException {
    return new Mark(row.getString("value"), Instant.ofEpochMilli(row.getLong("at")));
  }

  List<Version> versions(TaskId id) throws SQLException {
    var seq = seq(id);
    var numbers =
        session.query(
            "select number from version where task_seq = ? order by number",
            row -> row.getInt(1),
            seq);
    var versions = new ArrayList<Version>();
    for (var number : numbers) {
      versions.add(version(seq, number));
    }
    return versions;
  }

  private Version version(long seq, int number) throws SQLException {
    var changes =
        session.query(
            "select kind, path, content from change where task_seq = ? and version = ?"
                + " order by position",
            Reading::change,
            seq,
            number);
    return session
        .first(
            "select model, summary, base_repository, base_sha, dropped, failed_edits"
                + " from version where task_seq = ? and number = ?",
            row -> version(row, number, changes),
            seq,
            number)
        .orElseThrow();
  }

  private static Version version(ResultSet row, int number, List<Change> changes)
      throws SQLException {
    var sha = row.getString("base_sha");
    return new Version(
        number,
        row.getString("model"),
        row.getString("summary"),
        sha == null
            ? Optional.empty()
            : Optional.of(new CommitRef(row.getString("base_repository"), sha)),
        changes,
        Json.read(row.getString("dropped"), new TypeReference<List<Version.Dropped>>() {}),
        Json.read(row.getString("failed_edits"), new TypeReference<List<String>>() {}));
  }

  private static Change change(ResultSet row) throws SQLException {
    var path = row.getString("path");
    return switch (row.getString("kind")) {
      case "write" -> new Change.Write(path, Content.of(row.getBytes("content")));
      case "edit" -> new Change.Edit(path, Content.of(row.getBytes("content")));
      default -> new Change.Delete(path);
    };
  }
}
