package io.llmdevops.pipeline;

import io.llmdevops.bus.Addresses;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits how a step ended and announces it. */
final class OutcomeWriter {

  private static final Logger log = LoggerFactory.getLogger(Stage.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final TaskStore store;
  private final Clock clock;
  private final StageSettings settings;
  private final Consumer<Duration> onRetry;
  private final Duration again;

  /**
   * @param onRetry told how long it is until a task is due again
   */
  OutcomeWriter(
      Vertx vertx,
      TaskStore store,
      Clock clock,
      StageSettings settings,
      Consumer<Duration> onRetry) {
    this(vertx, store, clock, settings, onRetry, AGAIN);
  }

  /**
   * @param again how long it is until the next try to store an outcome
   */
  OutcomeWriter(
      Vertx vertx,
      TaskStore store,
      Clock clock,
      StageSettings settings,
      Consumer<Duration> onRetry,
      Duration again) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.onRetry = onRetry;
    this.again = again;
  }

  /**
   * Stores the outcome, trying again until it is: what a step has found out may have cost a model's
   * tokens, and a full disk or a lost connection passes. A lease that has run out meanwhile ends
   * nothing: where somebody else has the task now, the store says so. What the store will never
   * take is not tried again.
   */
  Future<Void> write(Claim claim, Lease lease, Outcome outcome) {
    var written = Promise.<Void>promise();
    write(claim, lease, outcome, written);
    return written.future();
  }

  /**
   * No try waits for the one after it: a disk may be full for hours, and from a thousand on the
   * stack does not hold the end of futures within each other.
   */
  private void write(Claim claim, Lease lease, Outcome outcome, Promise<Void> written) {
    Future.succeededFuture(outcome)
        .compose(same -> commit(claim, same))
        .onSuccess(written::complete)
        .onFailure(
            cause -> {
              if (!(cause instanceof StoreUnavailableException) || lease.isOver()) {
                written.fail(cause);
                return;
              }
              log.atWarn()
                  .addKeyValue("task", claim.id())
                  .log("{}: outcome not stored yet: {}", settings.name(), cause.getMessage());
              vertx.setTimer(again.toMillis(), later -> write(claim, lease, outcome, written));
            });
  }

  /**
   * Spares the others that are due in the state of this task from finding out for themselves what
   * has held it up.
   */
  Future<Void> putOffOthers(Claim claim, Duration after, String why) {
    return store
        .putOff(claim.task().state(), after, settings.taskTimeout(), why)
        .onSuccess(
            others -> {
              if (others > 0) {
                log.info("{}: {} others again in {}: {}", settings.name(), others, after, why);
              }
            })
        .mapEmpty();
  }

  private Future<Void> commit(Claim claim, Outcome outcome) {
    if (outcome instanceof Outcome.Advance advance) {
      return move(claim, advance.to(), advance.detail(), advance.facts());
    }
    if (outcome instanceof Outcome.Fail fail) {
      var facts = new ArrayList<>(fail.facts());
      facts.add(new Fact.Problem(fail.error()));
      return move(claim, TaskState.FAILED, fail.error(), facts);
    }
    return postpone(claim, (Outcome.Retry) outcome);
  }

  private Future<Void> move(Claim claim, TaskState to, String detail, List<Fact> facts) {
    return store
        .advance(claim, to, detail, facts)
        .map(
            unblocked -> {
              log.atInfo()
                  .addKeyValue("task", claim.id())
                  .log("{}: {}: {}", settings.name(), to.wire(), detail);
              announce(to, claim.id(), unblocked);
              return null;
            });
  }

  private void announce(TaskState to, TaskId id, Optional<TaskId> unblocked) {
    Addresses.announce(vertx, to, id);
    unblocked.ifPresent(next -> Addresses.announce(vertx, TaskState.ACCEPTED, next));
  }

  private Future<Void> postpone(Claim claim, Outcome.Retry retry) {
    var after = notPastTheTimeout(claim, retry.after());
    log.atInfo()
        .addKeyValue("task", claim.id())
        .log("{}: again in {}: {}", settings.name(), after, retry.why());
    return store
        .retry(claim, after, retry.why(), retry.facts())
        .onSuccess(stored -> onRetry.accept(after));
  }

  /** So that a task which can no longer make it fails when its time is up, not hours later. */
  private Duration notPastTheTimeout(Claim claim, Duration after) {
    if (claim.task().state().clearsRepository()) {
      return after;
    }
    var left = settings.taskTimeout().minus(new Deadline(clock, claim.task()).age());
    return after.compareTo(left) <= 0 ? after : left.isNegative() ? Duration.ZERO : left;
  }
}
