package io.llmdevops.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Takes callbacks; lives on while engines die. */
final class Evaluator {

  private final Map<String, List<Buffer>> callbacks = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile Optional<Runnable> insteadOfAnAnswer = Optional.empty();

  Evaluator(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              callbacks
                  .computeIfAbsent(
                      body.toJsonObject().getString("nonce"), nonce -> new CopyOnWriteArrayList<>())
                  .add(body);
              insteadOfAnAnswer.ifPresentOrElse(Runnable::run, () -> request.response().end());
            })
        .onFailure(killedMeanwhile -> request.connection().close());
  }

  /** Leaves the next callbacks without an answer, and does this when one has come. */
  void hold(Runnable action) {
    insteadOfAnAnswer = Optional.of(action);
  }

  /** Answers from now on. */
  void answer() {
    insteadOfAnAnswer = Optional.empty();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/evaluation";
  }

  /** Every callback with this nonce, byte for byte. */
  List<Buffer> callbacks(String nonce) {
    return callbacks.getOrDefault(nonce, List.of());
  }

  int count() {
    return callbacks.values().stream().mapToInt(List::size).sum();
  }
}
