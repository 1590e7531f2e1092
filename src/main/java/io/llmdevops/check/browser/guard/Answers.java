package io.llmdevops.check.browser.guard;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the proxy says in its own name: as little as possible, since a page can read it. */
record Answers(Refusals refusals) {

  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  void malformed(HttpServerRequest request, String why) {
    refusals.note(request.uri(), why);
    answer(request, BAD_REQUEST);
  }

  /** To somebody who takes the proxy for a server. */
  void misdirected(HttpServerRequest request) {
    answer(request, MISDIRECTED);
  }

  /** Without a note: it is not the page that asks. */
  void denied(HttpServerRequest request) {
    answer(request, FORBIDDEN);
  }

  /** Where there is nothing to pass on. */
  void failed(HttpServerRequest request, Target target, Throwable cause) {
    if (cause instanceof RefusedTargetException) {
      refusals.note(target.toString(), cause.getMessage());
      answer(request, FORBIDDEN);
    } else {
      var late = cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
      answer(request, late ? GATEWAY_TIMEOUT : BAD_GATEWAY);
    }
  }

  private static void answer(HttpServerRequest request, int status) {
    var response = request.response();
    if (response.headWritten() || response.closed()) {
      cut(request);
      return;
    }
    response.headers().clear();
    // A body that may still be coming is nobody's business, so that nothing can follow it.
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .putHeader(HttpHeaders.CONTENT_LENGTH, "0")
        .end()
        .onComplete(told -> cut(request));
  }

  /** Where what was passed on broke off. */
  void brokeOff(Target target, Throwable cause) {
    if (cause instanceof RefusedTargetException) {
      refusals.note(target.toString(), cause.getMessage());
    } else {
      passOver(cause);
    }
  }

  /** Whoever sends rubbish, or hangs up, will find out by himself; it is no trouble of ours. */
  static void passOver(Throwable broken) {
    log.trace("a connection broke", broken);
  }

  /** An answer that breaks off must not look as if it were whole. */
  static void cut(HttpServerRequest request) {
    request.connection().close().onFailure(Answers::passOver);
  }
}
