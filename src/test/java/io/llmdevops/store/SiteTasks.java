package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Claim;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings the rounds of one site to where they are to be published. */
public record SiteTasks(TaskStore store) {

  public static Change write(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  public Task checked(int round, Change... changes) {
    return checked(round, List.of(), changes);
  }

  /** A task with one version, which is to be published; the round before it has to be live. */
  public Task checked(int round, List<Attachment> attachments, Change... changes) {
    return checked(round, Optional.empty(), attachments, changes);
  }

  /**
   * The same.
   *
   * @param base what the version was written against
   */
  public Task checked(
      int round, Optional<CommitRef> base, List<Attachment> attachments, Change... changes) {
    var task = StoreFixture.newTask(request(round, attachments));
    await(store.accept(task, StoreFixture.NO_LIMIT));
    var written = new Fact.VersionWritten(version(1, round, base, changes));
    advance(claim(TaskState.ACCEPTED), TaskState.GENERATED, List.of(written));
    advance(claim(TaskState.GENERATED), TaskState.CHECKED, List.of(new Fact.VersionChosen(1)));
    return row(task.id());
  }

  /** The published task goes back to the model, which writes another version of it. */
  public void repaired(Change... changes) {
    advance(claim(TaskState.PUBLISHED), TaskState.REJECTED, List.of());
    var written = new Fact.VersionWritten(version(2, 1, Optional.empty(), changes));
    advance(claim(TaskState.REJECTED), TaskState.GENERATED, List.of(written));
    advance(claim(TaskState.GENERATED), TaskState.CHECKED, List.of(new Fact.VersionChosen(2)));
  }

  /** The only task that is due in this state. */
  public Claim claim(TaskState state) {
    var claims = await(store.claim(Set.of(state), 2));
    if (claims.size() != 1) {
      throw new AssertionError("one task should be " + state + ", not " + claims);
    }
    return claims.get(0);
  }

  public void advance(Claim claim, TaskState to, List<Fact> facts) {
    await(store.advance(claim, to, "moved on", facts));
  }

  public Task row(TaskId id) {
    return report(id).task();
  }

  public TaskReport report(TaskId id) {
    return await(store.report(id)).orElseThrow();
  }

  private static TaskRequest request(int round, List<Attachment> attachments) {
    return new TaskRequest(
        "student@example.com",
        "A site",
        round,
        "nonce-" + round,
        "brief",
        List.of(),
        "http://localhost/callback",
        attachments);
  }

  private static Version version(
      int number, int round, Optional<CommitRef> base, Change... changes) {
    return new Version(
        number,
        "a-model",
        "Round %d of a site".formatted(round),
        base,
        List.of(changes),
        List.of(),
        List.of());
  }
}
