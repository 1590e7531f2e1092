package io.llmdevops.intake;

import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lists tasks, newest first. */
final class TaskListHandler implements Handler<RoutingContext> {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

  private final TaskStore store;

  TaskListHandler(TaskStore store) {
    this.store = store;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var faults = new Faults();
    var state = single(ctx, "state", faults).flatMap(wire -> state(wire, faults));
    var limit = single(ctx, "limit", faults).map(text -> limit(text, faults)).orElse(DEFAULT_LIMIT);
    var after = single(ctx, "after", faults);
    faults.refuse();
    store
        .list(new TaskPage.Query(state, limit, after))
        .map(TaskJson::page)
        .onSuccess(json -> Answers.json(ctx, 200, json))
        .onFailure(failure -> ctx.fail(after.isPresent() ? badCursor(failure) : failure));
  }

  private static Optional<String> single(RoutingContext ctx, String name, Faults faults) {
    var values = ctx.queryParam(name);
    if (values.size() > 1) {
      faults.add("/" + name, "must be given once");
    }
    return values.stream().findFirst();
  }

  private static Optional<TaskState> state(String wire, Faults faults) {
    var state = TaskState.fromWire(wire);
    if (state.isEmpty()) {
      var known = List.of(TaskState.values()).stream().map(TaskState::wire).toList();
      faults.add("/state", "must be one of " + String.join(", ", known));
    }
    return state;
  }

  private static int limit(String text, Faults faults) {
    var limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      faults.add("/limit", "must be from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  /** The store alone can read a cursor; this is how it says that it cannot. */
  private static Throwable badCursor(Throwable failure) {
    if (!(failure instanceof IllegalArgumentException)) {
      return failure;
    }
    var faults = new Faults();
    faults.add("/after", "must be the next of an earlier page");
    return Problem.invalid(faults.found());
  }
}
