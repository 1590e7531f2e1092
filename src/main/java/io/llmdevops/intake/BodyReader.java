package io.llmdevops.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Takes in a request's body within the limits of size, time and all bodies together. What is over
 * them is refused before it is read, as far as Content-Length tells.
 */
final class BodyReader {

  private static final int RETRY_SECONDS = 5;
  private static final int FIRST_BYTES = 4 << 10;

  private final Vertx vertx;
  private final Limits limits;

  BodyReader(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  /**
   * Fails with a {@link Problem}: 408, 413, 417 or 503; 400 where the client went away or broke the
   * encoding.
   *
   * @param share what the body takes; the caller releases it once it is done with the body
   */
  Future<Buffer> read(HttpServerRequest request, BodyBudget.Share share) {
    var length = contentLength(request);
    if (length > limits.bodyBytes()) {
      return Future.failedFuture(tooLarge());
    }
    // Only what has arrived is taken: else a few clients that announce much, and send nothing,
    // would
    // keep out all others.
    if (length != 0 && !share.fits(Math.max(length, 1))) {
      return Future.failedFuture(busy());
    }
    var expectation = request.getHeader(HttpHeaders.EXPECT);
    if (expectation != null) {
      if (!expectation.equalsIgnoreCase("100-continue")) {
        return Future.failedFuture(Problem.of(417, "only 100-continue can be expected"));
      }
      request.response().writeContinue();
    }
    return collect(request, share);
  }

  private static long contentLength(HttpServerRequest request) {
    var header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // Netty has refused what is no number; without this header, the body is chunked or empty.
    return header == null ? -1 : Long.parseLong(header);
  }

  private Future<Buffer> collect(HttpServerRequest request, BodyBudget.Share share) {
    var body = Buffer.buffer(FIRST_BYTES);
    Promise<Buffer> promise = Promise.promise();
    var timer =
        vertx.setTimer(
            limits.body().toMillis(),
            late -> promise.tryFail(Problem.of(408, "the body took too long")));
    request
        .handler(
            chunk -> {
              if (!promise.future().isComplete()) {
                append(body, chunk, share, promise);
              }
            })
        .exceptionHandler(gone -> promise.tryFail(Problem.badRequest("the body broke off")))
        .endHandler(end -> promise.tryComplete(body));
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void append(Buffer body, Buffer chunk, BodyBudget.Share share, Promise<Buffer> promise) {
    if (body.length() + (long) chunk.length() > limits.bodyBytes()) {
      promise.fail(tooLarge());
    } else if (!share.take(chunk.length())) {
      promise.fail(busy());
    } else {
      body.appendBuffer(chunk);
    }
  }

  private Problem tooLarge() {
    return Problem.of(413, "the body has more than " + limits.bodyBytes() + " bytes");
  }

  private static Problem busy() {
    return Problem.busy("too many bodies are under way", RETRY_SECONDS);
  }
}
