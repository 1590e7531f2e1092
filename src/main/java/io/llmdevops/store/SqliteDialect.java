package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An embedded database has one writer, so nothing to lock, and no clock of its own. */
record SqliteDialect(Clock clock) implements Dialect {

  @Override
  public long now(Session session) {
    return clock.millis();
  }

  @Override
  public String least() {
    return "min";
  }

  @Override
  public String locking() {
    return "";
  }

  @Override
  public String passingOverLocked() {
    return "";
  }

  @Override
  public void lock(Session session, String name) {}

  @Override
  public List<Claim> claim(
      Session session, String owner, Set<TaskState> states, int limit, Duration lease)
      throws SQLException {
    var now = session.now();
    var values =
        Stream.of(
                Stream.<Object>of(now + lease.toMillis(), owner),
                states.stream().map(TaskState::wire).sorted().map(Object.class::cast),
                Stream.<Object>of(now, limit))
            .flatMap(part -> part)
            .toArray();
    return session.query(claimSql(states.size()), TaskRow::claim, values);
  }

  private static String claimSql(int states) {
    return "update task set due_at = ?, owner = ?, fence = fence + 1, attempts = attempts + 1"
        + " where seq in (select seq from task due where state in ("
        + String.join(", ", Collections.nCopies(states, "?"))
        + ") and due_at <= ? and (state <> 'accepted' or "
        + Earlier.none("due")
        + ") order by due_at, seq limit ?) returning "
        + TaskRow.COLUMNS;
  }

  @Override
  public String storable(String text) {
    return text;
  }
}
