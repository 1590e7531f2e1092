package io.llmdevops.store;

import io.llmdevops.task.Census;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the rows of tasks by their indexes alone. */
final class SqlCensus implements Census {

  private static final String TASKS = "select state, count(*) from task group by state";

  /** A claim sets the time at which it ends: what is due by now is nobody's. */
  private static final String WAITING =
      "select state, min(due_at) from task where due_at is not null and due_at <= ?"
          + " and state <> 'accepted' group by state";

  /** What waits for an earlier task of its repository could not be claimed by anybody. */
  private static final String ACCEPTED =
      "select state, due_at from task due where state = 'accepted' and due_at <= ?"
          + " and "
          + Earlier.none("due")
          + " order by due_at limit 1";

  private final Database database;

  SqlCensus(Database database) {
    this.database = database;
  }

  @Override
  public Future<Count> take() {
    return database.read(SqlCensus::count);
  }

  private static Count count(Session session) throws SQLException {
    var waiting = new EnumMap<TaskState, Duration>(TaskState.class);
    var now = session.now();
    numbers(session, WAITING, now).forEach((state, due) -> waiting.put(state, since(due, now)));
    numbers(session, ACCEPTED, now).forEach((state, due) -> waiting.put(state, since(due, now)));
    return new Count(numbers(session, TASKS), waiting);
  }

  private static Map<TaskState, Long> numbers(Session session, String sql, Object... values)
      throws SQLException {
    return session
        .query(sql, row -> Map.entry(TaskRow.state(row.getString(1)), row.getLong(2)), values)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Duration since(long due, long now) {
    return Duration.ofMillis(now - due);
  }
}
