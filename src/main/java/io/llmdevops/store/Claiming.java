package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeping claimed tasks and letting them go. Every write names the claim's fencing number and owner
 * and touches exactly one row, or else the lease is lost.
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

  void renew(Claim claim, Duration lease) throws SQLException {
    var renewed =
        session.update(
            "update task set due_at = ?" + HELD,
            now + lease.toMillis(),
            claim.id().value(),
            claim.fence(),
            owner);
    if (renewed == 0) {
      throw new LeaseLostException(claim.id());
    }
  }

  void record(Claim claim, List<Fact> facts) throws SQLException {
    var seq = held(claim).orElseThrow(() -> new LeaseLostException(claim.id()));
    new Facts(session, seq, now).write(facts, claim.task().state());
  }

  Optional<TaskId> advance(Claim claim, TaskState to, String detail, List<Fact> facts)
      throws SQLException {
    var held = held(claim);
    var seq = held.isPresent() ? held.get() : ended(claim, to, detail);
    if (held.isPresent()) {
      var written = new Facts(session, seq, now);
      written.write(facts, claim.task().state());
      session.update(
          "update task set state = ?, due_at = ?, attempts = 0, owner = null where seq = ?",
          to.wire(),
          to.isFinal() ? null : now,
          seq);
      written.ending(claim.fence(), to, detail);
    }
    return to.clearsRepository() && !claim.task().state().clearsRepository()
        ? unblocked(claim, seq)
        : Optional.empty();
  }

  private Optional<TaskId> unblocked(Claim claim, long seq) throws SQLException {
    return session.first(
        "select id from task where repository_key = ? and seq > ?"
            + " and "
            + Earlier.HOLDS_BACK
            + " order by seq limit 1",
        row -> new TaskId(row.getString(1)),
        claim.task().repositoryKey().hash(),
        seq);
  }

  void retry(Claim claim, Duration after, String detail, List<Fact> facts) throws SQLException {
    var state = claim.task().state();
    var held = held(claim);
    if (held.isEmpty()) {
      ended(claim, state, detail);
      return;
    }
    var written = new Facts(session, held.get(), now);
    written.write(facts, state);
    session.update(
        "update task set due_at = ?, owner = null where seq = ?",
        now + after.toMillis(),
        held.get());
    written.endingUnlessRepeated(claim.fence(), state, detail);
  }

  /** What the others have locked they are just claiming, or letting wait themselves. */
  int putOff(TaskState state, Duration after, Duration age, String detail) throws SQLException {
    // What is old enough stays due.
    var idle =
        session.query(
            "select seq from task where state = ? and due_at <= ? and owner is null"
                + " and created_at > ?"
                + session.dialect().passingOverLocked(),
            TaskRow::seq,
            state.wire(),
            now,
            now - age.toMillis());
    session.updateAll(
        "update task set due_at = "
            + session.dialect().least()
            + "(?, created_at + ?) where seq = ?",
        idle.stream()
            .map(seq -> new Object[] {now + after.toMillis(), age.toMillis(), seq})
            .toList());
    session.updateAll(
        "insert into event (task_seq, at, state, detail) values (?, ?, ?, ?)",
        idle.stream().map(seq -> new Object[] {seq, now, state.wire(), detail}).toList());
    return idle.size();
  }

  /**
   * What is owned was under way, so it was due: it goes before what has waited since, in the order
   * of arrival. The clock may have been set back since then.
   */
  int releaseAll() throws SQLException {
    return session.update(
        "update task set due_at = "
            + session.dialect().least()
            + "(created_at, ?), owner = null where owner = ?",
        now,
        owner);
  }

  /** The claimed row's number, which nobody else changes from here on; empty where it is lost. */
  private Optional<Long> held(Claim claim) throws SQLException {
    return session.first(
        "select seq from task" + HELD + session.dialect().locking(),
        TaskRow::seq,
        claim.id().value(),
        claim.fence(),
        owner);
  }

  /**
   * The row's number where the claim has ended with just these words: whoever did not hear of the
   * commit says them once more.
   *
   * @throws LeaseLostException where it has not
   */
  private long ended(Claim claim, TaskState state, String detail) throws SQLException {
    return session
        .first(
            "select task.seq from task join event on event.task_seq = task.seq"
                + " where task.id = ? and event.fence = ? and event.state = ? and event.detail = ?",
            TaskRow::seq,
            claim.id().value(),
            claim.fence(),
            state.wire(),
            detail)
        .orElseThrow(() -> new LeaseLostException(claim.id()));
  }
}
