package io.llmdevops.notification;

import io.llmdevops.net.CallbackUrl;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.RefusedAddressException;
import io.llmdevops.net.RetryAfter;
import io.llmdevops.notification.CallbackClient.Answer;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the callback of a task: once for a live one, once more for a notified one whose request
 * came again. The latter stays notified, however that ends.
 */
final class CallbackStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(CallbackStep.class);
  static final int GONE = 410;

  private final GuardedResolver resolver;
  private final CallbackClient client;
  private final RetrySchedule schedule;
  private final Clock clock;
  private final CallbackMeters meters;

  CallbackStep(
      GuardedResolver resolver,
      CallbackClient client,
      RetrySchedule schedule,
      Clock clock,
      CallbackMeters meters) {
    this.resolver = resolver;
    this.client = client;
    this.schedule = schedule;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<Outcome> run(Work work) {
    var target = target(work.task());
    if (target.isEmpty()) {
      return Future.succeededFuture(end(work.task(), "evaluation_url is no address to call"));
    }
    var begunAt = System.nanoTime();
    return resolver
        .resolve(target.get().host())
        .compose(addresses -> call(work, target.get(), addresses))
        .andThen((answer, cause) -> meters.ended(begunAt, answer, cause))
        .map(answer -> judge(work, answer))
        .recover(cause -> notAnswered(work, cause));
  }

  private static Optional<CallbackUrl> target(Task task) {
    try {
      return Optional.of(CallbackUrl.parse(task.evaluationUrl()));
    } catch (IllegalArgumentException notToBeCalled) {
      return Optional.empty();
    }
  }

  /** Another try takes the next address, since the first may be one that is not there. */
  private Future<Answer> call(Work work, CallbackUrl target, List<InetAddress> addresses) {
    var address = addresses.get(Math.max(0, work.task().attempts() - 1) % addresses.size());
    var body = body(work.task()).toBuffer();
    // Asked before and after: no connection is made in vain, and one may take its time to be made.
    work.requireLease();
    return client.post(target, address, body, () -> beforeItIsSent(work));
  }

  private static void beforeItIsSent(Work work) {
    log.atDebug().addKeyValue("task", work.id()).log("sending the callback");
    work.requireLease();
  }

  private static JsonObject body(Task task) {
    return new JsonObject()
        .put("email", task.email())
        .put("task", task.task())
        .put("round", task.round())
        .put("nonce", task.nonce())
        .put("repo_url", task.repoUrl().orElse(null))
        .put("commit_sha", task.commitSha().orElse(null))
        .put("pages_url", task.pagesUrl().orElse(null));
  }

  private Outcome judge(Work work, Answer answer) {
    log.atDebug().addKeyValue("task", work.id()).log("callback answered, {}", answer.status());
    if (answer.status() / 100 == 2) {
      return Outcome.advance(TaskState.NOTIFIED, "delivered, HTTP " + answer.status());
    }
    if (answer.status() == GONE) {
      return end(work.task(), "callback stopped by HTTP " + GONE);
    }
    var atLeast =
        answer
            .retryAfter()
            .map(value -> RetryAfter.parse(value, clock.instant()))
            .orElse(Duration.ZERO);
    return again(work, "callback answered with HTTP " + answer.status(), atLeast);
  }

  private Future<Outcome> notAnswered(Work work, Throwable cause) {
    if (cause instanceof LeaseLostException) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof RefusedAddressException) {
      var refused =
          "callback refused: "
              + cause.getMessage()
              + "; such addresses are called only with NOTIFY_ALLOW_PRIVATE=true";
      return Future.succeededFuture(end(work.task(), refused));
    }
    log.atDebug().addKeyValue("task", work.id()).setCause(cause).log("callback not answered");
    return Future.succeededFuture(again(work, ConnectionFault.describe(cause), Duration.ZERO));
  }

  private Outcome again(Work work, String why, Duration atLeast) {
    return schedule
        .next(work.task().attempts(), work.deadline().age(), atLeast)
        .map(wait -> Outcome.retry(wait, why))
        .orElseGet(
            () ->
                end(
                    work.task(),
                    "callback given up "
                        + RetrySchedule.END.toHours()
                        + " h after acceptance, lastly: "
                        + why));
  }

  private static Outcome end(Task task, String why) {
    return task.state() == TaskState.NOTIFIED
        ? Outcome.advance(TaskState.NOTIFIED, "not delivered once more: " + why)
        : Outcome.fail(task.error().map(earlier -> earlier + "; " + why).orElse(why));
  }
}
