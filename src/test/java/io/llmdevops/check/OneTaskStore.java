package io.llmdevops.check;

import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Holds a single task, generated, and what becomes of it. */
final class OneTaskStore implements TaskStore {

  static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");

  final TaskRequest request;
  final List<Version> versions = new ArrayList<>();
  final List<Judged> judged = new ArrayList<>();
  final Promise<TaskState> movedTo = Promise.promise();
  final Task task;
  private boolean due = true;

  OneTaskStore(TaskRequest request) {
    this.request = request;
    this.task =
        new Task(
            TaskId.random(),
            request.email(),
            request.task(),
            request.round(),
            request.nonce(),
            request.evaluationUrl(),
            TaskState.GENERATED,
            1,
            ACCEPTED,
            ACCEPTED.plus(Duration.ofMinutes(10)),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Override
  public Future<List<Version>> versions(TaskId id) {
    return Future.succeededFuture(versions);
  }

  @Override
  public Future<TaskRequest> request(TaskId id) {
    return Future.succeededFuture(request);
  }

  @Override
  public Future<Optional<TaskReport>> report(TaskId id) {
    return Future.succeededFuture(
        Optional.of(new TaskReport(task, request.brief(), List.of(), List.of(), judged)));
  }

  @Override
  public Future<List<Claim>> claim(Set<TaskState> states, int limit) {
    var claims =
        due && states.contains(task.state()) ? List.of(new Claim(task, 1)) : List.<Claim>of();
    due = false;
    return Future.succeededFuture(claims);
  }

  @Override
  public Future<Optional<TaskId>> advance(
      Claim claim, TaskState to, String detail, List<Fact> facts) {
    movedTo.tryComplete(to);
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<Void> retry(Claim claim, Duration after, String detail, List<Fact> facts) {
    movedTo.tryFail(detail);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> renew(Claim claim) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> record(Claim claim, List<Fact> facts) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Integer> releaseAll() {
    return Future.succeededFuture(0);
  }

  @Override
  public Future<Void> ping() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Acceptance> accept(NewTask task, int maxUnfinished) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<TaskPage> list(TaskPage.Query query) {
    throw new UnsupportedOperationException();
  }
}
