package io.llmdevops.github.rest;

import io.llmdevops.pipeline.Lease;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.TokenLimits;
import io.llmdevops.task.TokenLimits.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn to change something: first in line among the calls of this node, then agreed on with the
 * other nodes.
 */
final class Turns implements Turnstile {

  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private static final int KEEPINGS = 3;

  private final Vertx vertx;
  private final Home home;
  private final TokenLimits limits;
  private final String token;
  private final Duration gap;
  private final Duration patience;
  private final Duration held;
  private final LongSupplier nanoTime;
  private final Line line;

  /**
   * @param token its digest
   * @param patience how long others are waited for once it is our turn on this node, and how long
   *     they wait for this node if it dies
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  Turns(
      Vertx vertx,
      Home home,
      TokenLimits limits,
      String token,
      Duration gap,
      Patience patience,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.home = home;
    this.limits = limits;
    this.token = token;
    this.gap = gap;
    this.patience = patience.turn();
    this.held = patience.held();
    this.nanoTime = nanoTime;
    this.line = new Line(vertx, patience.turns(), gap);
  }

  @Override
  public <T> Future<T> pass(Duration longest, Function<Runnable, Future<T>> call) {
    var caller = home.caller();
    return home.here(
        () -> atHome(longest, stillOurs -> home.there(caller, () -> call.apply(stillOurs))));
  }

  /** The same for a caller, and a call, from home. */
  <T> Future<T> atHome(Duration longest, Function<Runnable, Future<T>> call) {
    return line.last(
        () ->
            take(System.nanoTime() + patience.toNanos())
                .compose(ours -> ended(longest, ours, call).eventually(this::giveBack)));
  }

  private Future<Lease> take(long until) {
    var askedAt = nanoTime.getAsLong();
    return limits
        .take(token, held)
        .compose(
            turn ->
                turn instanceof Turn.Later later
                    ? later(later, until)
                    : Future.succeededFuture(new Lease(nanoTime, held, askedAt)));
  }

  private Future<Lease> later(Turn.Later later, long until) {
    if (later.closed()) {
      return Future.failedFuture(Windows.closed(later.after()));
    }
    if (later.after().toNanos() > until - System.nanoTime()) {
      return Future.failedFuture(
          HeldUpException.until(later.after(), "another call is changing something on GitHub"));
    }
    return vertx
        .timer(later.after().toMillis() + 1, TimeUnit.MILLISECONDS)
        .compose(again -> take(until));
  }

  /** Ends at home, which a timeout of the future's own need not do. */
  private <T> Future<T> ended(Duration longest, Lease ours, Function<Runnable, Future<T>> call) {
    var end = Promise.<T>promise();
    var clock = vertx.setTimer(longest.toMillis(), late -> end.tryFail(tooLate(longest)));
    var keeping = vertx.setPeriodic(held.toMillis() / KEEPINGS, tick -> keep(ours));
    Home.attempt(() -> call.apply(() -> require(ours))).onComplete(end::tryComplete, end::tryFail);
    return end.future()
        .onComplete(
            done -> {
              vertx.cancelTimer(clock);
              vertx.cancelTimer(keeping);
              ours.end();
            });
  }

  private void keep(Lease ours) {
    var askedAt = nanoTime.getAsLong();
    limits
        .keep(token, held)
        .onComplete(
            kept -> {
              if (kept) {
                ours.renewed(askedAt);
              } else {
                lost(ours);
              }
            },
            cause -> log.warn("the turn to change something is not kept: {}", cause.getMessage()));
  }

  private static void lost(Lease ours) {
    if (!ours.isOver()) {
      ours.end();
      log.warn("the turn to change something was not kept in time, and is another node's");
    }
  }

  /** Whoever has lost it has to ask for another one. */
  private void require(Lease ours) {
    if (!ours.isHeld()) {
      throw HeldUpException.until(gap, "the turn to change something on GitHub has passed");
    }
  }

  private static HeldUpException tooLate(Duration longest) {
    return HeldUpException.backingOff(
        "a call to GitHub has not ended within " + Windows.spoken(longest), null);
  }

  /** What the call has done stands, whatever becomes of this; the turn then ends by itself. */
  private Future<Void> giveBack() {
    return limits
        .giveBack(token, gap)
        .recover(
            cause -> {
              log.warn("the turn to change something is not given back: {}", cause.getMessage());
              return Future.succeededFuture();
            });
  }
}
