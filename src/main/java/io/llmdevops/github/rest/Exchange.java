package io.llmdevops.github.rest;

import io.llmdevops.config.Redaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One request and its answer; however it ends early, the connection ends with it. */
final class Exchange {

  static final int MOST_BYTES = 4 << 20;

  private final Vertx vertx;
  private final Redaction redaction;
  private final Wire.Outgoing outgoing;
  private final Supplier<Future<Void>> gate;
  private final Promise<Answer> end = Promise.promise();
  private final Buffer body = Buffer.buffer();

  Exchange(Vertx vertx, Redaction redaction, Wire.Outgoing outgoing, Supplier<Future<Void>> gate) {
    this.vertx = vertx;
    this.redaction = redaction;
    this.outgoing = outgoing;
    this.gate = gate;
  }

  Future<Answer> make(Future<HttpClientRequest> connecting, Duration patience) {
    var clock = vertx.setTimer(patience.toMillis(), late -> end.tryFail(new TimeoutException()));
    connecting.onComplete(this::connected, end::tryFail);
    return end.future()
        .onComplete(over -> vertx.cancelTimer(clock))
        .onFailure(cause -> connecting.onSuccess(request -> request.connection().close()));
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
    outgoing
        .content()
        .map(request::send)
        .orElseGet(request::send)
        .onComplete(this::read, end::tryFail);
  }

  private void read(HttpClientResponse response) {
    response.exceptionHandler(end::tryFail);
    response.handler(
        piece -> {
          if (body.length() + piece.length() > MOST_BYTES) {
            end.tryFail(new TooLargeException());
          } else if (!isOver()) {
            body.appendBuffer(piece);
          }
        });
    response.endHandler(
        whole ->
            end.tryComplete(Answer.of(response.statusCode(), response.headers(), body, redaction)));
  }

  private boolean isOver() {
    return end.future().isComplete();
  }
}
