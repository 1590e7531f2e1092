package io.llmdevops.command;

import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What GitHub has said about its limits to this process, kept in memory: a command that only looks
 * takes nothing from the engine's store. It never gets the turn to change something.
 */
final class LimitsOfThisRun implements TokenLimits {

  private final LongSupplier nanoTime;
  private long closedUntil;

  LimitsOfThisRun(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.closedUntil = nanoTime.getAsLong();
  }

  @Override
  public synchronized Future<Duration> closedFor(String token) {
    var left = closedUntil - nanoTime.getAsLong();
    return Future.succeededFuture(Duration.ofNanos(Math.max(0, left)));
  }

  @Override
  public Future<Turn> take(String token, Duration longest) {
    return Future.failedFuture(new IllegalStateException("nothing is changed from here"));
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
