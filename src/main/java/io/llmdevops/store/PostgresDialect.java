package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PostgreSQL at its usual isolation (read committed): whatever is read in order to be changed has
 * to be locked first.
 *
 * @param clock told what the database's says, whenever it is asked
 */
record PostgresDialect(DatabaseClock clock) implements Dialect {

  /** Of each state by itself, since only so an index gives them in order. */
  private static final String CLAIM =
      "with found as materialized (select due.seq as number, due.due_at as was_due"
          + " from (values %s) as wanted (state) cross join lateral"
          + " (select seq, due_at from task same where same.state = wanted.state and due_at <= ?"
          + " and (same.state <> 'accepted' or "
          + Earlier.none("same")
          + ") order by due_at, seq limit ? for update skip locked) as due"
          + " order by due.due_at, due.seq limit ?),"
          + " taken as (update task set due_at = ?, owner = ?, fence = fence + 1,"
          + " attempts = attempts + 1 from found where seq = number returning "
          + TaskRow.COLUMNS
          + ", was_due) select * from taken order by was_due, seq";

  @Override
  public long now(Session session) throws SQLException {
    var now = session.first("select engine_now()", row -> row.getLong(1)).orElseThrow();
    clock.follow(now);
    return now;
  }

  @Override
  public String least() {
    return "least";
  }

  @Override
  public String locking() {
    return " for update";
  }

  @Override
  public String passingOverLocked() {
    return " for update skip locked";
  }

  @Override
  public void lock(Session session, String name) throws SQLException {
    session.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> "", name);
  }

  @Override
  public List<Claim> claim(
      Session session, String owner, Set<TaskState> states, int limit, Duration lease)
      throws SQLException {
    var now = session.now();
    var values =
        Stream.concat(
                states.stream().map(TaskState::wire).sorted().map(Object.class::cast),
                Stream.<Object>of(now, limit, limit, now + lease.toMillis(), owner))
            .toArray();
    var wanted = String.join(", ", Collections.nCopies(states.size(), "(?)"));
    return session.query(CLAIM.formatted(wanted), TaskRow::claim, values);
  }

  /** The one character that it does not take (postgresql.org/docs/current/datatype-character). */
  @Override
  public String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
