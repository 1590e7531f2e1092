package io.llmdevops.store;

import io.llmdevops.store.Json.StoredCheck;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;

/** Storing a new task, or seeing that it is not new. */
final class Accepting {

  private record Known(long seq, Task task, String fingerprint) {}

  private final Session session;
  private final long now;

  private Accepting(Session session, long now) {
    this.session = session;
    this.now = now;
  }

  /**
   * Beside the others of its repository one at a time, so that the same request sent twice at once
   * is seen to be the same.
   */
  static Acceptance accept(Session session, NewTask wanted, int maxUnfinished) throws SQLException {
    session.dialect().lock(session, wanted.request().repository().hash());
    return new Accepting(session, session.now()).accept(wanted, maxUnfinished);
  }

  private Acceptance accept(NewTask wanted, int maxUnfinished) throws SQLException {
    var known = known(wanted);
    if (known.isPresent()) {
      return again(known.get(), wanted);
    }
    // Those who ask at the same moment do not see each other: a few too many do no harm.
    var unfinished =
        session.first("select sum(unfinished) from backlog", row -> row.getInt(1)).orElse(0);
    if (unfinished >= maxUnfinished) {
      return new Acceptance.BacklogFull(unfinished);
    }
    return new Acceptance.Accepted(insert(wanted));
  }

  private Optional<Known> known(NewTask wanted) throws SQLException {
    var request = wanted.request();
    return session.first(
        "select fingerprint, "
            + TaskRow.COLUMNS
            + " from task where email = ? and task = ? and round = ? and nonce = ?",
        row -> new Known(TaskRow.seq(row), TaskRow.task(row), row.getString("fingerprint")),
        request.email(),
        request.task(),
        request.round(),
        request.nonce());
  }

  private Acceptance again(Known known, NewTask wanted) throws SQLException {
    if (!known.fingerprint().equals(wanted.fingerprint())) {
      return new Acceptance.Conflict(known.task().id());
    }
    var asked =
        session.update(
            "update task set due_at = ?, attempts = 0"
                + " where seq = ? and state = 'notified' and due_at is null",
            now,
            known.seq());
    if (asked == 1) {
      new Facts(session, known.seq(), now)
          .event(TaskState.NOTIFIED, "requested again: the callback is sent once more");
    }
    return new Acceptance.Duplicate(known.task());
  }

  private Task insert(NewTask wanted) throws SQLException {
    var request = wanted.request();
    var deadline = now + wanted.promise().toMillis();
    var seq =
        session
            .first(
                "insert into task (id, repository_key, email, task, round, nonce, fingerprint,"
                    + " evaluation_url, state, due_at, created_at, deadline)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?) returning seq",
                TaskRow::seq,
                wanted.id().value(),
                request.repository().hash(),
                request.email(),
                request.task(),
                request.round(),
                request.nonce(),
                wanted.fingerprint(),
                request.evaluationUrl(),
                now,
                now,
                deadline)
            .orElseThrow();
    insertRequest(seq, wanted);
    new Facts(session, seq, now).event(TaskState.ACCEPTED, "accepted");
    return accepted(wanted, Instant.ofEpochMilli(now), Instant.ofEpochMilli(deadline));
  }

  /** As the row would read, which takes a tenth of an acceptance's time. */
  private static Task accepted(NewTask wanted, Instant createdAt, Instant deadline) {
    var request = wanted.request();
    return new Task(
        wanted.id(),
        request.email(),
        request.task(),
        request.round(),
        request.nonce(),
        request.evaluationUrl(),
        TaskState.ACCEPTED,
        0,
        createdAt,
        deadline,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void insertRequest(long seq, NewTask wanted) throws SQLException {
    var request = wanted.request();
    session.update(
        "insert into request (task_seq, brief, checks) values (?, ?, ?)",
        seq,
        request.brief(),
        Json.write(request.checks().stream().map(StoredCheck::of).toList()));
    var attachments = new ArrayList<Object[]>();
    for (var attachment : request.attachments()) {
      attachments.add(
          new Object[] {
            seq,
            attachments.size(),
            attachment.name(),
            attachment.mediaType(),
            attachment.content().bytes()
          });
    }
    session.updateAll(
        "insert into attachment (task_seq, position, name, media_type, content)"
            + " values (?, ?, ?, ?, ?)",
        attachments);
  }
}
