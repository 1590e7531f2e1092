package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The store as it is, a new one for every test, behind a door that a test can keep shut: for what a
 * database does only when it is slow or broken.
 */
final class RealStore implements AutoCloseable {

  /** What intake is given. It leads to whichever store is open. */
  final TaskStore door =
      (TaskStore)
          Proxy.newProxyInstance(
              TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, this::enter);

  private Vertx vertx;
  private SettableClock clock;
  private volatile SqlTaskStore sql;
  private volatile Future<Void> opening;
  private volatile Promise<Void> asked;
  private final AtomicInteger entries = new AtomicInteger();

  void open(Vertx vertx, Path dataDir) throws SQLException {
    this.vertx = vertx;
    opening = Future.succeededFuture();
    asked = Promise.promise();
    clock = new SettableClock();
    sql = StoreFixture.open(vertx, dataDir, clock);
  }

  private Object enter(Object proxy, Method method, Object[] arguments) {
    asked.tryComplete();
    entries.incrementAndGet();
    var caller = vertx.getOrCreateContext();
    Promise<Void> open = Promise.promise();
    opening.onComplete(outcome -> caller.runOnContext(on -> open.complete(null, outcome.cause())));
    return open.future().compose(in -> call(method, arguments));
  }

  private Future<Object> call(Method method, Object[] arguments) {
    try {
      return ((Future<?>) method.invoke(sql, arguments)).map(answer -> (Object) answer);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return Future.failedFuture(e);
    }
  }

  /** From now on every call waits for this, and fails as it fails. */
  void openDoorAfter(Future<Void> opening) {
    this.opening = opening;
  }

  /** Succeeds when somebody stands at the door for the first time. */
  Future<Void> asked() {
    return asked.future();
  }

  /** How often somebody has come to the door. */
  int entries() {
    return entries.get();
  }

  SettableClock clock() {
    return clock;
  }

  SqlTaskStore sql() {
    return sql;
  }

  /** Stores a request as intake does. */
  TaskId accept(JsonObject body) {
    var submission = Requests.read(body);
    var task =
        new NewTask(
            TaskId.random(), submission.request(), submission.fingerprint(), Deadline.PROMISE);
    StoreFixture.await(sql.accept(task, StoreFixture.NO_LIMIT));
    return task.id();
  }

  /** Takes the one task that is due from state to state. */
  void walk(TaskState... path) {
    for (var state : path) {
      advance(state);
    }
  }

  void advance(TaskState to, Fact... facts) {
    StoreFixture.await(sql.advance(claim(), to, "moved on", List.of(facts)));
  }

  void record(Claim claim, Fact... facts) {
    StoreFixture.await(sql.record(claim, List.of(facts)));
  }

  void retry(Claim claim, Duration after, String why) {
    StoreFixture.await(sql.retry(claim, after, why, List.of()));
  }

  /** Claims the one task that is due. */
  Claim claim() {
    var claims = StoreFixture.await(sql.claim(EnumSet.allOf(TaskState.class), 10));
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  /** All that is stored, newest first. */
  List<Task> tasks() {
    var all = new TaskPage.Query(Optional.empty(), 500, Optional.empty());
    return StoreFixture.await(sql.list(all)).tasks();
  }

  @Override
  public void close() throws SQLException {
    sql.close();
  }
}
