package io.llmdevops.intake;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.Secret;
import io.llmdevops.metrics.Meters;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a task in. Judges in the contract's order: media type, size, JSON, secret, everything else,
 * and only then the store; answers 200 after the commit.
 */
final class AcceptHandler implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(AcceptHandler.class);
  private static final int RETRY_SECONDS = 30;
  private static final Pattern JSON = Pattern.compile("(?i)application/json[ \t]*(;.*)?");

  private final Vertx vertx;
  private final BodyReader bodies;
  private final BodyBudget budget;
  private final Secret secret;
  private final TaskRules rules;
  private final TaskStore store;
  private final int maxBacklog;
  private final Supplier<String> publicUrl;
  private final MeterProvider<Counter> answers;

  /**
   * @param publicUrl known once the server listens
   */
  AcceptHandler(
      Vertx vertx,
      BodyReader bodies,
      BodyBudget budget,
      Secret secret,
      TaskRules rules,
      TaskStore store,
      int maxBacklog,
      Supplier<String> publicUrl) {
    this.vertx = vertx;
    this.bodies = bodies;
    this.budget = budget;
    this.secret = secret;
    this.rules = rules;
    this.store = store;
    this.maxBacklog = maxBacklog;
    this.publicUrl = publicUrl;
    this.answers =
        Meters.of(vertx)
            .counters("engine.task.requests", "Valid requests for a task, by their answer");
  }

  @Override
  public void handle(RoutingContext ctx) {
    requireJson(ctx.request());
    var share = budget.share();
    bodies
        .read(ctx.request(), share)
        .compose(this::parse)
        .compose(submission -> store.accept(task(submission), maxBacklog))
        .onSuccess(acceptance -> answers.withTags("answer", word(acceptance)).increment())
        .map(this::answer)
        // Not with the end of the response: who hangs up leaves the body being worked on.
        .onComplete(done -> share.release())
        .onSuccess(answer -> Answers.json(ctx, 200, answer))
        .onFailure(ctx::fail);
  }

  private static void requireJson(HttpServerRequest request) {
    var types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() != 1 || !JSON.matcher(types.get(0)).matches()) {
      throw Problem.of(415, "the media type must be application/json");
    }
    if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      throw Problem.of(415, "content encodings are not taken", "Accept-Encoding", "identity");
    }
  }

  private Future<Submission> parse(Buffer body) {
    if (body.length() > Limits.PARSED_AT_ONCE) {
      return vertx.executeBlocking(() -> Submission.read(body.getBytes(), secret, rules), false);
    }
    return Future.succeededFuture(Submission.read(body.getBytes(), secret, rules));
  }

  private static NewTask task(Submission submission) {
    return new NewTask(
        TaskId.random(), submission.request(), submission.fingerprint(), Deadline.PROMISE);
  }

  private static String word(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Accepted) {
      return "accepted";
    }
    if (acceptance instanceof Acceptance.Duplicate) {
      return "duplicate";
    }
    return acceptance instanceof Acceptance.Conflict ? "conflict" : "backlog_full";
  }

  private JsonObject answer(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Accepted accepted) {
      var task = accepted.task();
      log.atInfo().addKeyValue("task", task.id()).log("accepted, round {}", task.round());
      Addresses.announce(vertx, TaskState.ACCEPTED, task.id());
      return answer("accepted", task);
    }
    if (acceptance instanceof Acceptance.Duplicate duplicate) {
      return answer(duplicate.task());
    }
    throw refusal(acceptance);
  }

  private JsonObject answer(Task duplicate) {
    log.atInfo().addKeyValue("task", duplicate.id()).log("asked for once more");
    if (duplicate.state() == TaskState.NOTIFIED) {
      // The store has made its callback due once more; the notification stage claims it.
      Addresses.announce(vertx, TaskState.LIVE, duplicate.id());
    }
    return answer("duplicate", duplicate);
  }

  private static Problem refusal(Acceptance acceptance) {
    return acceptance instanceof Acceptance.Conflict
        ? Problem.of(409, "another request came under this email, task, round and nonce")
        : Problem.busy("too many tasks are unfinished", RETRY_SECONDS);
  }

  private JsonObject answer(String status, Task task) {
    return new JsonObject()
        .put("status", status)
        .put("id", task.id().value())
        .put("task", task.task())
        .put("round", task.round())
        .put("status_url", publicUrl.get() + "/tasks/" + task.id())
        .put("deadline", task.deadline());
  }
}
