package io.llmdevops.command;

import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What GitHub has said about its limits to the engine, and to this process; that is kept in memory,
 * as a command that only looks changes nothing. It never gets the turn to change something.
 */
final class LimitsOfThisRun implements TokenLimits {

  private final LongSupplier nanoTime;
  private final Function<String, Future<Duration>> engine;
  private long closedUntil;

  /**
   * @param engine for how long nothing may be asked with a token, by its digest, as far as the
   *     engine knows
   */
  LimitsOfThisRun(LongSupplier nanoTime, Function<String, Future<Duration>> engine) {
    this.nanoTime = nanoTime;
    this.engine = engine;
    this.closedUntil = nanoTime.getAsLong();
  }

  @Override
  public Future<Duration> closedFor(String token) {
    var ours = closedHere();
    return ours.isZero() ? engine.apply(token) : Future.succeededFuture(ours);
  }

  private synchronized Duration closedHere() {
    return Duration.ofNanos(Math.max(0, closedUntil - nanoTime.getAsLong()));
  }

  @Override
  public Future<Turn> take(String token, Duration time) {
    return Future.failedFuture(new IllegalStateException("nothing is changed from here"));
  }

  @Override
  public Future<Boolean> keep(String token, Duration time) {
    return Future.succeededFuture(false);
  }

  @Override
  public Future<Void> giveBack(String token, Duration gap) {
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> close(String token, Duration time) {
    var until = nanoTime.getAsLong() + time.toNanos();
    if (until - closedUntil > 0) {
      closedUntil = until;
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Duration> closeUntold(String token, Duration first) {
    return close(token, first).map(first);
  }

  @Override
  public Future<Void> succeeded(String token) {
    return Future.succeededFuture();
  }
}
