package io.llmdevops.hosting;

import io.llmdevops.git.Tasks;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store with a single task in it, as far as a stage looks; it can break around a write. */
final class OneTaskStore implements TaskStore {

  /** Where it breaks when facts are to be stored. */
  enum Breaks {
    NEVER,
    BEFORE_RECORDING,
    AFTER_RECORDING
  }

  final List<Fact> facts = new ArrayList<>();
  final Promise<Task> live = Promise.promise();
  private final TaskRequest request;
  private final Version version;
  private Task task;
  private boolean claimed;
  Breaks breaks = Breaks.NEVER;

  OneTaskStore(int round, List<Attachment> attachments, Change... changes) {
    request =
        new TaskRequest(
            "student@example.com",
            "A site",
            round,
            "nonce-" + round,
            "brief",
            List.of(),
            "http://localhost/callback",
            attachments);
    version =
        new Version(
            1,
            "a-model",
            "Round %d of a site".formatted(round),
            Optional.empty(),
            List.of(changes),
            List.of(),
            List.of());
    task = Tasks.task(request.email(), request.task(), round, request.nonce());
  }

  static Change write(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  synchronized Task task() {
    return task;
  }

  /** The row as it will be once the task was pushed. */
  synchronized void pushed(String repository, String sha) {
    task = with(TaskState.PUBLISHED, Optional.of(repository), task.parent(), Optional.of(sha));
  }

  @Override
  public synchronized Future<List<Claim>> claim(Set<TaskState> states, int limit) {
    if (claimed || !states.contains(task.state())) {
      return Future.succeededFuture(List.of());
    }
    claimed = true;
    return Future.succeededFuture(List.of(new Claim(task, 1)));
  }

  @Override
  public Future<Void> renew(Claim claim) {
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> record(Claim claim, List<Fact> added) {
    if (breaks != Breaks.BEFORE_RECORDING) {
      store(added);
    }
    return breaks == Breaks.NEVER
        ? Future.succeededFuture()
        : Future.failedFuture(new IllegalStateException("killed"));
  }

  @Override
  public synchronized Future<Optional<TaskId>> advance(
      Claim claim, TaskState to, String detail, List<Fact> added) {
    store(added);
    task = with(to, task.repository(), task.parent(), task.commitSha());
    claimed = false;
    if (to == TaskState.LIVE) {
      live.complete(task);
    }
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public synchronized Future<Void> retry(
      Claim claim, Duration after, String detail, List<Fact> added) {
    store(added);
    claimed = false;
    return Future.succeededFuture();
  }

  @Override
  public Future<TaskRequest> request(TaskId id) {
    return Future.succeededFuture(request);
  }

  @Override
  public Future<List<Version>> versions(TaskId id) {
    return Future.succeededFuture(List.of(version));
  }

  @Override
  public Future<Acceptance> accept(NewTask newTask, int maxUnfinished) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Integer> releaseAll() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Optional<TaskReport>> report(TaskId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<TaskPage> list(TaskPage.Query query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> ping() {
    throw new UnsupportedOperationException();
  }

  private void store(List<Fact> added) {
    facts.addAll(added);
    for (var fact : added) {
      if (fact instanceof Fact.PushPlanned planned) {
        task =
            with(
                task.state(),
                Optional.of(planned.repository()),
                planned.parent(),
                task.commitSha());
      } else if (fact instanceof Fact.Pushed pushed) {
        task =
            with(task.state(), task.repository(), task.parent(), Optional.of(pushed.commitSha()));
      }
    }
  }

  private Task with(
      TaskState state, Optional<String> repository, Optional<String> parent, Optional<String> sha) {
    return new Task(
        task.id(),
        task.email(),
        task.task(),
        task.round(),
        task.nonce(),
        task.evaluationUrl(),
        state,
        task.attempts(),
        task.createdAt(),
        task.deadline(),
        task.chosen(),
        repository,
        parent,
        task.repoUrl(),
        sha,
        task.pagesUrl(),
        task.error());
  }
}
