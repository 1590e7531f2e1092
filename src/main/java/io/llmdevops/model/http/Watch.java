package io.llmdevops.model.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The two time-outs of a call: of silence, once it is listened for, and of the whole. */
final class Watch {

  private static final long NONE = -1;

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final long idle;
  private final long startedAt;
  private final long most;
  private final Runnable onSilence;
  private final Runnable onEnd;
  private boolean listening;
  private long lastSign;
  private long timer = NONE;

  /**
   * @param startedAt from when {@code most} counts, on the clock of {@code nanoTime}
   */
  Watch(
      Vertx vertx,
      LongSupplier nanoTime,
      Duration idle,
      long startedAt,
      Duration most,
      Runnable onSilence,
      Runnable onEnd) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.idle = idle.toNanos();
    this.startedAt = startedAt;
    this.most = most.toNanos();
    this.onSilence = onSilence;
    this.onEnd = onEnd;
  }

  void begin() {
    check();
  }

  /** From now on silence counts. */
  void listen() {
    listening = true;
    alive();
    vertx.cancelTimer(timer);
    check();
  }

  /** A sign of life; costs no timer. */
  void alive() {
    lastSign = nanoTime.getAsLong();
  }

  void end() {
    vertx.cancelTimer(timer);
    timer = NONE;
  }

  private void check() {
    var now = nanoTime.getAsLong();
    var left = most - (now - startedAt);
    var quiet = listening ? idle - (now - lastSign) : Long.MAX_VALUE;
    if (left <= 0) {
      onEnd.run();
    } else if (quiet <= 0) {
      onSilence.run();
    } else {
      var wait = TimeUnit.NANOSECONDS.toMillis(Math.min(left, quiet)) + 1;
      timer = vertx.setTimer(wait, due -> check());
    }
  }
}
