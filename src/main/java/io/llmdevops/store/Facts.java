package io.llmdevops.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmdevops.task.Change;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what a stage has found out about one task. */
final class Facts {

  private final Session session;
  private final long seq;
  private final long now;
  private final Calls calls;

  Facts(Session session, long seq, long now) {
    this.session = session;
    this.seq = seq;
    this.now = now;
    this.calls = new Calls(session, seq);
  }

  /** A line of the timeline. */
  void event(TaskState state, String detail) throws SQLException {
    event(state, detail, null);
  }

  /**
   * The line with which a claim ends.
   *
   * @param fence of the claim, by which it is known later on
   */
  void ending(long fence, TaskState state, String detail) throws SQLException {
    event(state, detail, fence);
  }

  /** The same, unless it would only say again what the last line says. */
  void endingUnlessRepeated(long fence, TaskState state, String detail) throws SQLException {
    var repeated = repeated(detail);
    if (repeated.isEmpty()) {
      event(state, detail, fence);
    } else {
      session.update("update event set fence = ? where id = ?", fence, repeated.get());
    }
  }

  private void event(TaskState state, String detail, Long fence) throws SQLException {
    session.update(
        "insert into event (task_seq, at, state, detail, fence) values (?, ?, ?, ?, ?)",
        seq,
        now,
        state.wire(),
        detail,
        fence);
  }

  /** The last line, where it says just that. */
  private Optional<Long> repeated(String detail) throws SQLException {
    return session.first(
        "select id from event where task_seq = ? and detail = ?"
            + " and id = (select max(id) from event where task_seq = ?)",
        row -> row.getLong(1),
        seq,
        detail,
        seq);
  }

  /**
   * @param state where the task stands, for the timeline
   */
  void write(List<Fact> facts, TaskState state) throws SQLException {
    for (var fact : facts) {
      write(fact, state);
    }
  }

  private void write(Fact fact, TaskState state) throws SQLException {
    if (fact instanceof Fact.VersionWritten written) {
      version(written.version());
    } else if (fact instanceof Fact.CallBegun begun) {
      calls.begun(begun.callId(), begun.reserved());
    } else if (fact instanceof Fact.CallEnded ended) {
      calls.ended(ended.callId(), ended.call());
    } else if (fact instanceof Fact.CallWithdrawn withdrawn) {
      calls.withdrawn(withdrawn.callId());
    } else if (fact instanceof Fact.ModelGivenUp gaveUp) {
      if (calls.gaveUp(gaveUp.givenUp())) {
        event(state, "gave up on " + gaveUp.givenUp().model() + ": " + gaveUp.givenUp().why());
      }
    } else if (fact instanceof Fact.VersionChecked checked) {
      ofVersion("checks", Json.write(checked.results()), checked.number());
    } else if (fact instanceof Fact.Pictured pictured) {
      picture(pictured);
    } else if (fact instanceof Fact.VersionChosen chosen) {
      session.update("update task set chosen = ? where seq = ?", chosen.number(), seq);
    } else if (fact instanceof Fact.PushPlanned planned) {
      session.update(
          "update task set repository = ?, parent = ? where seq = ?",
          planned.repository(),
          planned.parent().orElse(null),
          seq);
    } else if (fact instanceof Fact.Pushed pushed) {
      pushed(pushed);
    } else if (fact instanceof Fact.Marked marked) {
      mark(marked);
    } else if (fact instanceof Fact.FilesDropped dropped) {
      dropped(dropped);
    } else if (fact instanceof Fact.Problem problem) {
      session.update("update task set error = ? where seq = ?", problem.error(), seq);
    } else if (fact instanceof Fact.Solved) {
      session.update("update task set error = null where seq = ?", seq);
    } else if (fact instanceof Fact.Note note) {
      // Recorded once more by whoever did not hear of the commit, it is said once.
      if (repeated(note.detail()).isEmpty()) {
        event(state, note.detail());
      }
    }
  }

  private void picture(Fact.Pictured pictured) throws SQLException {
    session.update(
        "insert into picture (task_seq, version, media_type, content) values (?, ?, ?, ?)"
            + " on conflict (task_seq, version) do update"
            + " set media_type = excluded.media_type, content = excluded.content",
        seq,
        pictured.number(),
        pictured.picture().mediaType(),
        pictured.picture().content().bytes());
  }

  /**
   * One of the same number was written under the same claim, by whoever did not hear of its commit
   * and may have written anew.
   */
  private void version(Version version) throws SQLException {
    session.update(
        "delete from version where task_seq = ? and number = ? and published = 0",
        seq,
        version.number());
    session.update(
        "insert into version (task_seq, number, model, summary, base_repository, base_sha,"
            + " dropped, failed_edits) values (?, ?, ?, ?, ?, ?, ?, ?)",
        seq,
        version.number(),
        version.model(),
        version.summary(),
        version.base().map(CommitRef::repository).orElse(null),
        version.base().map(CommitRef::sha).orElse(null),
        Json.write(version.dropped()),
        Json.write(version.failedEdits()));
    var changes = new ArrayList<Object[]>();
    for (var change : version.changes()) {
      changes.add(row(version.number(), changes.size(), change));
    }
    session.updateAll(
        "insert into change (task_seq, version, position, kind, path, content)"
            + " values (?, ?, ?, ?, ?, ?)",
        changes);
  }

  private Object[] row(int version, int position, Change change) {
    byte[] content = null;
    var kind = "delete";
    if (change instanceof Change.Write write) {
      kind = "write";
      content = write.content().bytes();
    } else if (change instanceof Change.Edit edit) {
      kind = "edit";
      content = edit.content().bytes();
    }
    return new Object[] {seq, version, position, kind, change.path(), content};
  }

  private void pushed(Fact.Pushed pushed) throws SQLException {
    session.update(
        "update task set repo_url = ?, commit_sha = ?, pages_url = ? where seq = ?",
        pushed.repoUrl(),
        pushed.commitSha(),
        pushed.pagesUrl().orElse(null),
        seq);
    session.update(
        "update version set published = 1 where task_seq = ?"
            + " and number = (select chosen from task where seq = ?)",
        seq,
        seq);
  }

  /** Noting the same again changes nothing, the time neither. */
  private void mark(Fact.Marked marked) throws SQLException {
    session.update(
        "insert into mark (task_seq, name, value, at) values (?, ?, ?, ?)"
            + " on conflict (task_seq, name) do update set value = excluded.value, at = excluded.at"
            + " where mark.value <> excluded.value",
        seq,
        marked.name(),
        marked.value(),
        now);
  }

  private void dropped(Fact.FilesDropped more) throws SQLException {
    var before =
        session.first(
            "select dropped from version where task_seq = ? and number = ?",
            row -> row.getString(1),
            seq,
            more.number());
    var all =
        new ArrayList<>(
            Json.read(before.orElse("[]"), new TypeReference<List<Version.Dropped>>() {}));
    more.dropped().stream().filter(dropped -> !all.contains(dropped)).forEach(all::add);
    ofVersion("dropped", Json.write(all), more.number());
  }

  private void ofVersion(String column, String value, int number) throws SQLException {
    session.update(
        "update version set " + column + " = ? where task_seq = ? and number = ?",
        value,
        seq,
        number);
  }
}
