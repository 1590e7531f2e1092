package io.llmdevops.intake;

import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Claim;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store whose answers a test can set; it keeps what it was given. */
final class MemoryStore implements TaskStore {

  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  final List<NewTask> accepted = new CopyOnWriteArrayList<>();
  volatile Optional<Acceptance> acceptance;
  volatile Optional<TaskReport> report;
  volatile Future<TaskPage> page;
  volatile TaskPage.Query query;
  volatile Future<Void> ping;
  volatile Future<Void> before;
  volatile Runnable onAccept;

  MemoryStore() {
    reset();
  }

  void reset() {
    accepted.clear();
    acceptance = Optional.empty();
    report = Optional.empty();
    page = Future.succeededFuture(new TaskPage(List.of(), Optional.empty()));
    query = null;
    ping = Future.succeededFuture();
    before = Future.succeededFuture();
    onAccept = () -> {};
  }

  static Task task(NewTask task) {
    return task(task.id(), task.request(), TaskState.ACCEPTED);
  }

  static Task task(TaskId id, TaskRequest request, TaskState state) {
    return new Task(
        id,
        request.email(),
        request.task(),
        request.round(),
        request.nonce(),
        request.evaluationUrl(),
        state,
        0,
        NOW,
        NOW.plusSeconds(600),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Future<Acceptance> accept(NewTask task, int maxUnfinished) {
    onAccept.run();
    return before.map(
        ready -> {
          accepted.add(task);
          return acceptance.orElseGet(() -> new Acceptance.Accepted(task(task)));
        });
  }

  @Override
  public Future<Optional<TaskReport>> report(TaskId id) {
    return Future.succeededFuture(report.filter(found -> found.task().id().equals(id)));
  }

  @Override
  public Future<TaskPage> list(TaskPage.Query asked) {
    query = asked;
    return page;
  }

  @Override
  public Future<Void> ping() {
    return ping;
  }

  @Override
  public Future<List<Claim>> claim(Set<TaskState> states, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> renew(Claim claim) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> record(Claim claim, List<Fact> facts) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Optional<TaskId>> advance(
      Claim claim, TaskState to, String detail, List<Fact> facts) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> retry(Claim claim, Duration after, String detail, List<Fact> facts) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Integer> releaseAll() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<TaskRequest> request(TaskId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<List<Version>> versions(TaskId id) {
    throw new UnsupportedOperationException();
  }
}
