package io.llmdevops.github.pages;

import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import java.time.Duration;

/** It is always our turn; a window that closes stays closed. */
final class NoLimits implements TokenLimits {

  private volatile Duration closed = Duration.ZERO;

  @Override
  public Future<Duration> closedFor(String token) {
    return Future.succeededFuture(closed);
  }

  @Override
  public Future<Turn> take(String token, Duration time) {
    return Future.succeededFuture(new Turn.Yours());
  }

  @Override
  public Future<Boolean> keep(String token, Duration time) {
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Void> giveBack(String token, Duration gap) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close(String token, Duration time) {
    closed = time;
    return Future.succeededFuture();
  }

  @Override
  public Future<Duration> closeUntold(String token, Duration first) {
    return Future.succeededFuture(first);
  }

  @Override
  public Future<Void> succeeded(String token) {
    return Future.succeededFuture();
  }
}
