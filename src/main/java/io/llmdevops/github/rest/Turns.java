package io.llmdevops.github.rest;

import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.TokenLimits;
import io.llmdevops.task.TokenLimits.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
  private final Line line;

  /**
   * @param token its digest
   * @param patience how long others are waited for once it is our turn on this node, and how long
   *     they wait for this node if it dies
   */
  Turns(Vertx vertx, Home home, TokenLimits limits, String token, Duration gap, Patience patience) {
    this.vertx = vertx;
    this.home = home;
    this.limits = limits;
    this.token = token;
    this.gap = gap;
    this.patience = patience.turn();
    this.held = patience.held();
    this.line = new Line(vertx, patience.turns(), gap);
  }

  @Override
  public <T> Future<T> pass(Duration longest, Supplier<Future<T>> call) {
    var caller = home.caller();
    return home.here(() -> atHome(longest, () -> home.there(caller, call)));
  }

  /** The same for a caller, and a call, from home. */
  <T> Future<T> atHome(Duration longest, Supplier<Future<T>> call) {
    return line.last(
        () ->
            take(System.nanoTime() + patience.toNanos())
                .compose(ours -> ended(longest, call).eventually(this::giveBack)));
  }

  private Future<Void> take(long until) {
    return limits
        .take(token, held)
        .compose(
            turn ->
                turn instanceof Turn.Later later ? later(later, until) : Future.succeededFuture());
  }

  private Future<Void> later(Turn.Later later, long until) {
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
  private <T> Future<T> ended(Duration longest, Supplier<Future<T>> call) {
    var end = Promise.<T>promise();
    var clock = vertx.setTimer(longest.toMillis(), late -> end.tryFail(tooLate(longest)));
    var keeping = vertx.setPeriodic(held.toMillis() / KEEPINGS, tick -> keep());
    Home.attempt(call).onComplete(end::tryComplete, end::tryFail);
    return end.future()
        .onComplete(
            done -> {
              vertx.cancelTimer(clock);
              vertx.cancelTimer(keeping);
            });
  }

  private void keep() {
    limits
        .keep(token, held)
        .onFailure(
            cause -> log.warn("the turn to change something is not kept: {}", cause.getMessage()));
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
