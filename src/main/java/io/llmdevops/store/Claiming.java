package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Taking tasks, keeping them and letting them go. Every write names the claim's fencing number and
 * owner and touches exactly one row, or else the lease is lost.
 */
final class Claiming {

  private static final String HELD = " where id = ? and fence = ? and owner = ?";

  private final Session session;
  private final String owner;
  private final long now;

  Claiming(Session session, String owner, long now) {
    this.session = session;
    this.owner = owner;
    this.now = now;
  }

  List<Claim> claim(Set<TaskState> states, int limit, Duration lease) throws SQLException {
    var wanted = states.stream().map(TaskState::wire).sorted();
    var values =
        Stream.of(
                Stream.<Object>of(now + lease.toMillis(), owner),
                wanted.map(Object.class::cast),
                Stream.<Object>of(now, limit))
            .flatMap(part -> part)
            .toArray();
    return session.query(claimSql(states.size()), TaskRow::claim, values);
  }

  private static String claimSql(int states) {
    return "update task set due_at = ?, owner = ?, fence = fence + 1, attempts = attempts + 1"
        + " where seq in (select seq from task due where state in ("
        + String.join(", ", Collections.nCopies(states, "?"))
        + ") and due_at <= ? and (state <> 'accepted' or not exists (select 1 from task earlier"
        + " where earlier.repository_key = due.repository_key and earlier.seq < due.seq"
        + " and earlier.state not in ('live', 'notified', 'failed', 'cancelled')))"
        + " order by due_at, seq limit ?) returning "
        + TaskRow.COLUMNS;
  }

  void renew(Claim claim, Duration lease) throws SQLException {
    held("update task set due_at = ?", claim, now + lease.toMillis());
  }

  void record(Claim claim, List<Fact> facts) throws SQLException {
    var seq =
        session.first(
            "select seq from task" + HELD, TaskRow::seq, claim.id().value(), claim.fence(), owner);
    var lost = new LeaseLostException(claim.id());
    new Facts(session, seq.orElseThrow(() -> lost), now).write(facts, claim.task().state());
  }

  Optional<TaskId> advance(Claim claim, TaskState to, String detail, List<Fact> facts)
      throws SQLException {
    record(claim, facts);
    var seq =
        held(
            "update task set state = ?, due_at = ?, attempts = 0, owner = null",
            claim,
            to.wire(),
            to.isFinal() ? null : now);
    new Facts(session, seq, now).event(to, detail);
    return to.clearsRepository() && !claim.task().state().clearsRepository()
        ? unblocked(claim, seq)
        : Optional.empty();
  }

  private Optional<TaskId> unblocked(Claim claim, long seq) throws SQLException {
    return session.first(
        "select id from task where repository_key = ? and seq > ?"
            + " and state not in ('live', 'notified', 'failed', 'cancelled') order by seq limit 1",
        row -> new TaskId(row.getString(1)),
        claim.task().repositoryKey().hash(),
        seq);
  }

  void retry(Claim claim, Duration after, String detail, List<Fact> facts) throws SQLException {
    record(claim, facts);
    var seq = held("update task set due_at = ?, owner = null", claim, now + after.toMillis());
    new Facts(session, seq, now).eventUnlessRepeated(claim.task().state(), detail);
  }

  int putOff(TaskState state, Duration after, Duration age, String detail) throws SQLException {
    // What is old enough stays due.
    var idle = " where state = ? and due_at <= ? and owner is null and created_at > ?";
    var bornAfter = now - age.toMillis();
    session.update(
        "insert into event (task_seq, at, state, detail) select seq, ?, state, ? from task" + idle,
        now,
        detail,
        state.wire(),
        now,
        bornAfter);
    return session.update(
        "update task set due_at = min(?, created_at + ?)" + idle,
        now + after.toMillis(),
        age.toMillis(),
        state.wire(),
        now,
        bornAfter);
  }

  /**
   * What is owned was under way, so it was due: it goes before what has waited since, in the order
   * of arrival. The clock may have been set back since then.
   */
  int releaseAll() throws SQLException {
    return session.update(
        "update task set due_at = min(created_at, ?), owner = null where owner = ?", now, owner);
  }

  /** Updates the claimed row and tells its number. */
  private long held(String update, Claim claim, Object... values) throws SQLException {
    var all =
        Stream.concat(
                Stream.of(values), Stream.<Object>of(claim.id().value(), claim.fence(), owner))
            .toArray();
    return session
        .first(update + HELD + " returning seq", TaskRow::seq, all)
        .orElseThrow(() -> new LeaseLostException(claim.id()));
  }
}
