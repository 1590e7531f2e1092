package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Visitor.Visit;
import io.llmdevops.pipeline.Backoff;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when a pushed commit is waited for, and what becomes of its task then. */
final class Wait {

  private static final Logger log = LoggerFactory.getLogger(LiveStep.class);
  private static final String NOT_LIVE = "the page is not live: ";
  private static final int GROWTH = 8;

  private final Vertx vertx;
  private final Work work;
  private final Memory memory;
  private final Backoff pauses;
  private final Duration lastLook;
  private final Duration left;

  /**
   * @param poll the first pause; later ones grow
   * @param left zero where this look is the last one
   * @param lastLook how long that may take
   */
  Wait(Vertx vertx, Work work, Memory memory, Duration poll, Duration left, Duration lastLook) {
    this.vertx = vertx;
    this.work = work;
    this.memory = memory;
    this.pauses = new Backoff(poll, poll.multipliedBy(GROWTH), new Random());
    this.lastLook = lastLook;
    this.left = left;
  }

  /** This look is the last one. */
  boolean isOver() {
    return left.isZero();
  }

  /** Takes the look, and excuses what may go wrong with it: the push has happened. */
  Future<Outcome> guard(Supplier<Future<Outcome>> look) {
    var looking = Future.succeededFuture().compose(now -> look.get());
    return (isOver() ? inTime(looking) : looking).recover(this::excuse);
  }

  /** Ends on the caller's context, which a timeout of the future's own need not do. */
  private Future<Outcome> inTime(Future<Outcome> looking) {
    var ending = Promise.<Outcome>promise();
    var timer =
        vertx.setTimer(
            lastLook.toMillis(), late -> ending.tryFail(new TimeoutException("the last look")));
    looking
        .onComplete(ending::tryComplete, ending::tryFail)
        .onComplete(done -> vertx.cancelTimer(timer));
    return ending.future();
  }

  private Future<Outcome> excuse(Throwable cause) {
    if (cause instanceof LeaseLostException || cause instanceof StoreUnavailableException) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof RefusedException) {
      return Future.succeededFuture(unconfirmed(cause.getMessage()));
    }
    if (cause instanceof HeldUpException heldUp) {
      return Future.succeededFuture(
          isOver()
              ? unconfirmed(lastSeen() + "; " + heldUp.getMessage())
              : Outcome.retry(shortened(heldUp.after().orElse(pause())), heldUp.getMessage()));
    }
    if (!isOver()) {
      return Future.failedFuture(cause);
    }
    if (!(cause instanceof TimeoutException)) {
      log.atError()
          .addKeyValue("task", work.id())
          .setCause(cause)
          .log("unexpected fault in the last look");
    }
    return Future.succeededFuture(unconfirmed(lastSeen()));
  }

  private String lastSeen() {
    return memory.seen(sha()).orElse("GitHub could not be asked about it");
  }

  private String sha() {
    return work.task().commitSha().orElseThrow();
  }

  private Duration pause() {
    return pauses.after(work.task().attempts());
  }

  private Duration shortened(Duration pause) {
    return pause.compareTo(left) < 0 ? pause : left;
  }

  Outcome outcome(Visit visit) {
    return switch (visit.verdict()) {
      case LIVE -> new Outcome.Advance(TaskState.LIVE, visit.what(), solved());
      case NEVER -> unconfirmed(visit.what());
      case NOT_YET -> on(visit.what(), List.of());
      case CACHED ->
          isOver()
              ? new Outcome.Advance(TaskState.LIVE, visit.what(), solved())
              : on(visit.what(), List.of());
    };
  }

  private List<Fact> solved() {
    return work.task().error().isPresent() ? List.of(new Fact.Solved()) : List.of();
  }

  /** Another look, if there is time for one. */
  Outcome on(String what, List<Fact> facts) {
    if (isOver()) {
      return unconfirmed(what);
    }
    var all = new ArrayList<>(facts);
    all.add(Memory.saw(sha(), what));
    return new Outcome.Retry(shortened(pause()), what, all);
  }

  /** It is reported as it is. */
  Outcome unconfirmed(String why) {
    return Outcome.advance(TaskState.LIVE, "unconfirmed", problem(why));
  }

  Fact problem(String why) {
    return new Fact.Problem(NOT_LIVE + why);
  }
}
