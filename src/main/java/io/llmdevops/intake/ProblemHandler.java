package io.llmdevops.intake;

import io.llmdevops.task.StoreUnavailableException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into {@code application/problem+json} (RFC 9457). The only such. */
final class ProblemHandler implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final int RETRY_SECONDS = 5;
  private static final String MEDIA_TYPE = "application/problem+json";

  private final Vertx vertx;
  private final Duration linger;

  ProblemHandler(Vertx vertx, Duration linger) {
    this.vertx = vertx;
    this.linger = linger;
  }

  /** Catches everything that fails on this router, also before a route was found. */
  void mountOn(Router router) {
    router.route().failureHandler(this);
    IntStream.range(400, 600)
        .forEach(
            status ->
                router.errorHandler(status, ctx -> send(ctx.request(), problem(ctx, status))));
  }

  @Override
  public void handle(RoutingContext ctx) {
    send(ctx.request(), problem(ctx, ctx.statusCode()));
  }

  /** For requests that are not even HTTP as it should be, and so reach no router. */
  void refuseInvalid(HttpServerRequest request) {
    var cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      send(request, Problem.of(414, "the request line is too long"));
    } else if (cause instanceof TooLongHttpHeaderException) {
      send(request, Problem.of(431, "the headers are too large"));
    } else {
      send(request, Problem.badRequest("the request is not well-formed HTTP"));
    }
  }

  private static Problem problem(RoutingContext ctx, int status) {
    var failure = ctx.failure();
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof StoreUnavailableException) {
      log.warn("{} {}: {}", ctx.request().method(), ctx.request().path(), failure.getMessage());
      return Problem.busy("nothing can be stored at the moment", RETRY_SECONDS);
    }
    var code = failure instanceof HttpException http ? http.getStatusCode() : status;
    if (code >= 400 && code < 500) {
      return Problem.of(code, null);
    }
    log.error("{} {} failed", ctx.request().method(), ctx.request().path(), failure);
    return Problem.of(500, null);
  }

  private void send(HttpServerRequest request, Problem problem) {
    var response = request.response();
    if (response.closed() || response.headWritten()) {
      return;
    }
    problem.headers().forEach(response::putHeader);
    response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    if (request.isEnded()) {
      response.end(problem.toJson().toBuffer());
    } else {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      response.end(problem.toJson().toBuffer()).onComplete(sent -> dismiss(request));
    }
  }

  /**
   * Closes the connection of a client that is still sending. Not at once: a connection closed with
   * bytes unread is reset, and the answer lost with it (RFC 9112, section 9.6).
   */
  private void dismiss(HttpServerRequest request) {
    var connection = request.connection();
    if (request.isEnded()) {
      connection.close();
      return;
    }
    var timer = vertx.setTimer(linger.toMillis(), late -> connection.close());
    request
        .handler(ignored -> {})
        .exceptionHandler(gone -> vertx.cancelTimer(timer))
        .endHandler(
            end -> {
              vertx.cancelTimer(timer);
              connection.close();
            });
  }
}
