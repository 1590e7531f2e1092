package io.llmdevops.github.rest;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request outside of any closed window, and heeds what the answer says about the limits
 * before anybody else may send one.
 */
final class Channel {

  private static final Logger log = LoggerFactory.getLogger(RestClient.class);

  private final Wire wire;
  private final Windows windows;
  private final Judge judge;
  private final ApiMeters meters;

  Channel(Wire wire, Windows windows, Judge judge, ApiMeters meters) {
    this.wire = wire;
    this.windows = windows;
    this.judge = judge;
    this.meters = meters;
  }

  /**
   * @param beforeItIsSent runs right before the request leaves; what it throws fails the future
   */
  Future<Answer> send(Wire.Outgoing request, Duration patience, Runnable beforeItIsSent) {
    // Asked before and after: no connection is made in vain, and one may take its time to be made.
    return windows
        .requireOpen()
        .compose(open -> exchange(request, patience, beforeItIsSent))
        .compose(windows::heed);
  }

  private Future<Answer> exchange(
      Wire.Outgoing request, Duration patience, Runnable beforeItIsSent) {
    var startedAt = System.nanoTime();
    var stopped = new Throwable[1];
    return wire.send(
            request,
            patience,
            () -> gate(request).onFailure(cause -> stopped[0] = cause),
            () -> {
              try {
                beforeItIsSent.run();
              } catch (RuntimeException stop) {
                stopped[0] = stop;
                throw stop;
              }
            })
        .onSuccess(answer -> answered(request, answer, startedAt))
        .recover(
            cause ->
                Future.failedFuture(
                    cause == stopped[0] ? cause : broken(request, cause, patience, startedAt)));
  }

  private Future<Void> gate(Wire.Outgoing request) {
    return windows.requireOpen().onSuccess(open -> log.debug("{}", request)).mapEmpty();
  }

  private RuntimeException broken(
      Wire.Outgoing request, Throwable cause, Duration patience, long startedAt) {
    meters.unanswered(request, startedAt);
    var fault = judge.fault(cause, patience);
    log.debug("{}: {}", request, fault.getMessage());
    return fault;
  }

  private void answered(Wire.Outgoing request, Answer answer, long startedAt) {
    meters.answered(request, answer, startedAt);
    log.debug(
        "{}: {} after {} ms, {} requests left",
        request,
        answer.status(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt),
        answer.header("x-ratelimit-remaining").orElse("unknown"));
  }
}
