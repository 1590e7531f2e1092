package io.llmdevops.model.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How a call ends, which it does once, and what becomes of its connection then. */
final class Ending {

  /** What a server may still send after its last word, so that the connection can be kept. */
  private static final long EPILOGUE_MILLIS = 1_000;

  private final Promise<Reply> promise = Promise.promise();
  private Optional<HttpClientRequest> request = Optional.empty();

  Future<Reply> future() {
    return promise.future();
  }

  boolean isOver() {
    return promise.future().isComplete();
  }

  /** From now on there is a connection to hang up. */
  void connected(HttpClientRequest toBeSent) {
    request = Optional.of(toBeSent);
  }

  boolean isConnected() {
    return request.isPresent();
  }

  /** The body was read to its end, or somebody else sees to the connection. */
  void with(Reply reply) {
    promise.tryComplete(reply);
  }

  /** The server has said its last word; what it adds is read, but not for long. */
  void withLastWord(Reply reply) {
    with(reply);
    request.ifPresent(
        sent ->
            sent.response()
                .compose(HttpClientResponse::end)
                .timeout(EPILOGUE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(endless -> hangUp()));
  }

  /** Whatever else may come is not waited for. */
  void withoutWaiting(Reply reply) {
    with(reply);
    hangUp();
  }

  void failed(Throwable cause) {
    if (promise.tryFail(cause)) {
      hangUp();
    }
  }

  private void hangUp() {
    request.ifPresent(sent -> sent.connection().close());
  }
}
