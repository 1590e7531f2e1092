package io.llmdevops.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version.Dropped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people read of tasks. */
final class Reporting {

  private final Session session;

  Reporting(Session session) {
    this.session = session;
  }

  Optional<TaskReport> report(TaskId id) throws SQLException {
    var task =
        session.first(
            "select " + TaskRow.COLUMNS + " from task where id = ?", TaskRow::task, id.value());
    if (task.isEmpty()) {
      return Optional.empty();
    }
    var seq = new Reading(session).seq(id);
    var brief =
        session.first("select brief from request where task_seq = ?", row -> row.getString(1), seq);
    return Optional.of(
        new TaskReport(
            task.get(), brief.orElse(""), timeline(seq), calls(seq), givenUp(seq), versions(seq)));
  }

  private List<TaskReport.Event> timeline(long seq) throws SQLException {
    return session.query(
        "select at, state, detail from event where task_seq = ? order by id",
        row ->
            new TaskReport.Event(
                Instant.ofEpochMilli(row.getLong(1)),
                TaskRow.state(row.getString(2)),
                row.getString(3)),
        seq);
  }

  private List<ModelCall> calls(long seq) throws SQLException {
    return session.query(
        "select model, input_tokens, output_tokens, cached_tokens, cost_usd, first_token_ms,"
            + " duration_ms, ended from model_call where task_seq = ? order by id",
        Reporting::call,
        seq);
  }

  private static ModelCall call(ResultSet row) throws SQLException {
    return new ModelCall(
        row.getString("model"),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getLong("cached_tokens"),
        TaskRow.text(row, "cost_usd").map(BigDecimal::new),
        row.getLong("first_token_ms"),
        row.getLong("duration_ms"),
        row.getBoolean("ended"));
  }

  private List<TaskReport.GivenUp> givenUp(long seq) throws SQLException {
    return session.query(
        "select model, refused, why from given_up where task_seq = ? order by id",
        row -> new TaskReport.GivenUp(row.getString(1), row.getBoolean(2), row.getString(3)),
        seq);
  }

  private List<TaskReport.Judged> versions(long seq) throws SQLException {
    return session.query(
        "select number, model, published, dropped, checks from version where task_seq = ?"
            + " order by number",
        row ->
            new TaskReport.Judged(
                row.getInt("number"),
                row.getString("model"),
                row.getBoolean("published"),
                Json.read(row.getString("dropped"), new TypeReference<List<Dropped>>() {}),
                Json.read(
                    TaskRow.text(row, "checks").orElse("[]"),
                    new TypeReference<List<CheckResult>>() {})),
        seq);
  }

  TaskPage list(TaskPage.Query query) throws SQLException {
    var before = query.after().map(Reporting::cursor).orElse(Long.MAX_VALUE);
    var rows =
        query.state().isPresent()
            ? page("state = ? and ", query.limit() + 1, query.state().get(), before)
            : page("", query.limit() + 1, null, before);
    var more = rows.size() > query.limit();
    var shown = more ? rows.subList(0, query.limit()) : rows;
    return new TaskPage(
        shown.stream().map(Numbered::task).toList(),
        more ? Optional.of(Long.toString(shown.get(shown.size() - 1).seq())) : Optional.empty());
  }

  private record Numbered(long seq, Task task) {}

  private List<Numbered> page(String condition, int limit, TaskState state, long before)
      throws SQLException {
    var sql =
        "select "
            + TaskRow.COLUMNS
            + " from task where "
            + condition
            + "seq < ? order by seq desc limit ?";
    Session.Row<Numbered> row = found -> new Numbered(TaskRow.seq(found), TaskRow.task(found));
    return state == null
        ? session.query(sql, row, before, limit)
        : session.query(sql, row, state.wire(), before, limit);
  }

  private static long cursor(String after) {
    try {
      return Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a 'next' of a former answer");
    }
  }
}
