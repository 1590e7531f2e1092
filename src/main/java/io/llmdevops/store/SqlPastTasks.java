package io.llmdevops.store;

import io.llmdevops.task.PastTasks;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The tasks in the database that have ended long ago. */
final class SqlPastTasks implements PastTasks {

  /** A repository's name ends with so many digits of its key. */
  private static final Pattern NAME = Pattern.compile(".+-([0-9a-f]{6}|[0-9a-f]{12}|[0-9a-f]{24})");

  /** Nothing is due: so they have ended, and no callback is wanted once more. */
  static final String PAST =
      "select seq from task where due_at is null and owner is null and created_at < ?"
          + " order by created_at limit ?";

  private static final String REMOVAL =
      "delete from task where seq = ? and state in ('notified', 'failed', 'cancelled')";

  private final Database database;

  SqlPastTasks(Database database) {
    this.database = database;
  }

  /** What belongs to a task goes with it: every table that names tasks cascades. */
  @Override
  public Future<Integer> remove(Duration age, int limit) {
    return database.write(
        session -> {
          var past =
              session.query(
                  PAST + session.dialect().passingOverLocked(),
                  TaskRow::seq,
                  session.now() - age.toMillis(),
                  limit);
          var removed = 0;
          for (var seq : past) {
            removed += session.update(REMOVAL, seq);
          }
          return removed;
        });
  }

  @Override
  public Future<Boolean> giveBackRoom() {
    return database.giveBackRoom();
  }

  @Override
  public Future<Set<TaskId>> unknown(Collection<TaskId> ids) {
    return database.read(
        session -> {
          var unknown = new HashSet<TaskId>();
          for (var id : ids) {
            if (!exists(session, "select 1 from task where id = ?", id.value())) {
              unknown.add(id);
            }
          }
          return unknown;
        });
  }

  @Override
  public Future<Set<String>> unused(Collection<String> repositories) {
    return database.read(
        session -> {
          var unused = new HashSet<String>();
          for (var name : repositories) {
            var key = keyOf(name);
            if (key.isPresent() && !hasTasks(session, key.get())) {
              unused.add(name);
            }
          }
          return unused;
        });
  }

  private static Optional<String> keyOf(String name) {
    var matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A range, which an index serves: all keys that begin so, since they are hex digits. */
  private static boolean hasTasks(Session session, String key) throws SQLException {
    return exists(
        session,
        "select 1 from task where repository_key >= ? and repository_key < ? limit 1",
        key,
        key + "g");
  }

  private static boolean exists(Session session, String sql, Object... values) throws SQLException {
    return session.first(sql, row -> true, values).isPresent();
  }
}
