package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes callbacks; lives on while engines die. */
public final class Callbacks {

  private final Map<String, List<Buffer>> all = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonObject>> first = new ConcurrentHashMap<>();
  private final HttpServer server;

  public Callbacks(Vertx vertx) throws TimeoutException {
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
              var callback = body.toJsonObject();
              var nonce = callback.getString("nonce");
              all.computeIfAbsent(nonce, any -> new CopyOnWriteArrayList<>()).add(body);
              request.response().end();
              first(nonce).complete(callback);
            })
        .onFailure(killedMeanwhile -> request.connection().close());
  }

  private CompletableFuture<JsonObject> first(String nonce) {
    return first.computeIfAbsent(nonce, any -> new CompletableFuture<>());
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/evaluation";
  }

  /** The first one with this nonce, within so many seconds. */
  public JsonObject await(String nonce, int seconds) throws Exception {
    return first(nonce).get(seconds, TimeUnit.SECONDS);
  }

  /** The one that came, as often as it came. */
  public JsonObject only(String nonce) {
    var bodies = all.getOrDefault(nonce, List.of());
    assertThat(new HashSet<>(bodies)).as("callbacks for " + nonce).hasSize(1);
    return bodies.get(0).toJsonObject();
  }

  public List<Buffer> all() {
    return all.values().stream().flatMap(List::stream).toList();
  }
}
