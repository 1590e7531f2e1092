package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes the callbacks, and notes when they came. To be closed after the engine that calls. */
final class Evaluator implements AutoCloseable {

  private final Map<String, Promise<Long>> arrivals = new ConcurrentHashMap<>();
  private final HttpServer server;

  Evaluator(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              arrival(body.toJsonObject().getString("nonce"))
                                  .tryComplete(System.nanoTime());
                              request.response().end();
                            })
                        .onFailure(broken -> request.connection().close()))
            .listen(0, "127.0.0.1")
            .await();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/evaluation";
  }

  /** When the callback with this nonce came, by {@link System#nanoTime}. */
  Future<Long> arrivalOf(String nonce) {
    return arrival(nonce).future();
  }

  private Promise<Long> arrival(String nonce) {
    return arrivals.computeIfAbsent(nonce, unknown -> Promise.promise());
  }

  @Override
  public void close() {
    server.close().await();
  }
}
