package io.llmdevops.github.rest;

import io.llmdevops.config.Redaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One request and its answer; however it ends early, the connection ends with it. */
final class Exchange {

  static final int MOST_BYTES = 4 << 20;

  private final Vertx vertx;
  private final Redaction redaction;
  private final Wire.Outgoing outgoing;
  private final Supplier<Future<Void>> gate;
  private final Runnable beforeItIsSent;
  private final Promise<Answer> end = Promise.promise();
  private final Buffer body = Buffer.buffer();
  private Optional<Answer> head = Optional.empty();

  Exchange(
      Vertx vertx,
      Redaction redaction,
      Wire.Outgoing outgoing,
      Supplier<Future<Void>> gate,
      Runnable beforeItIsSent) {
    this.vertx = vertx;
    this.redaction = redaction;
    this.outgoing = outgoing;
    this.gate = gate;
    this.beforeItIsSent = beforeItIsSent;
  }

  Future<Answer> make(Future<HttpClientRequest> connecting, Duration patience) {
    var clock = vertx.setTimer(patience.toMillis(), late -> end.tryFail(new TimeoutException()));
    connecting.onComplete(this::connected, end::tryFail);
    return end.future()
        .onComplete(over -> vertx.cancelTimer(clock))
        .onFailure(cause -> connecting.onSuccess(request -> request.connection().close()))
        .recover(this::refusalForALimit);
  }

  /** That is an order, though the rest of the answer may never come. */
  private Future<Answer> refusalForALimit(Throwable cause) {
    return head.filter(Signs::refusesForALimit)
        .map(Future::succeededFuture)
        .orElse(Future.failedFuture(cause));
  }

  private void connected(HttpClientRequest request) {
    // Else Vert.x logs an error about each connection that breaks, with what has come on it.
    request.exceptionHandler(end::tryFail);
    request.connection().exceptionHandler(end::tryFail);
    if (isOver()) {
      return;
    }
    Home.attempt(gate).onComplete(open -> leave(request), end::tryFail);
  }

  private void leave(HttpClientRequest request) {
    if (isOver()) {
      return;
    }
    var content = outgoing.content();
    try {
      beforeItIsSent.run();
    } catch (RuntimeException stop) {
      end.tryFail(stop);
      return;
    }
    content.map(request::send).orElseGet(request::send).onComplete(this::read, end::tryFail);
  }

  private void read(HttpClientResponse response) {
    head = Optional.of(answer(response, Buffer.buffer()));
    response.exceptionHandler(end::tryFail);
    response.handler(
        piece -> {
          if (body.length() + piece.length() > MOST_BYTES) {
            end.tryFail(new TooLargeException());
          } else if (!isOver()) {
            body.appendBuffer(piece);
          }
        });
    response.endHandler(whole -> end.tryComplete(answer(response, body)));
  }

  private Answer answer(HttpClientResponse response, Buffer content) {
    return Answer.of(response.statusCode(), response.headers(), content, redaction);
  }

  private boolean isOver() {
    return end.future().isComplete();
  }
}
