package io.llmdevops.intake;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** How every server of this package is set up. */
final class Servers {

  private static final int BACKLOG = 1_024;
  private static final int CHUNK = 64 << 10;

  private Servers() {}

  static HttpServer create(Vertx vertx, Limits limits, ProblemHandler problems) {
    var options =
        new HttpServerOptions()
            .setAcceptBacklog(BACKLOG)
            .setMaxChunkSize(CHUNK)
            // The guard of the headers' time knows HTTP/1 only.
            .setHttp2ClearTextEnabled(false);
    return vertx
        .createHttpServer(options)
        .connectionHandler(connection -> HeaderDeadline.guard(connection, limits))
        .invalidRequestHandler(problems::refuseInvalid);
  }
}
