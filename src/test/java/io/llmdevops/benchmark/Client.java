package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Talks to one engine over kept-alive connections, all on the one event loop. */
final class Client implements AutoCloseable {

  private final Vertx vertx;
  private final HttpClient http;
  private final int connections;

  Client(Vertx vertx, int port, int connections) {
    this.vertx = vertx;
    this.connections = connections;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  /** Posts a task; fails unless it is accepted. */
  Future<JsonObject> post(Buffer body) {
    return accepted(body).map(Buffer::toJsonObject);
  }

  private Future<Buffer> accepted(Buffer body) {
    return http.request(HttpMethod.POST, "/task")
        .compose(
            request ->
                answer(request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"), body));
  }

  /** The status of a task. */
  Future<JsonObject> status(String id) {
    return http.request(HttpMethod.GET, "/tasks/" + id)
        .compose(
            request ->
                answer(
                    request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + EngineProcess.SECRET),
                    Buffer.buffer()))
        .map(Buffer::toJsonObject);
  }

  private static Future<Buffer> answer(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .compose(
            response ->
                response
                    .body()
                    .compose(
                        text ->
                            response.statusCode() == 200
                                ? Future.succeededFuture(text)
                                : Future.failedFuture(response.statusCode() + ": " + text)));
  }

  /**
   * Posts on every connection, one request after the other, while that is wanted.
   *
   * @param latencies filled on the event loop, from sending to the whole answer
   */
  Future<?> postWhile(BooleanSupplier wanted, Supplier<Buffer> bodies, Latencies latencies) {
    return onLoop(
        () ->
            Future.all(
                Stream.generate(() -> oneByOne(wanted, bodies, latencies))
                    .limit(connections)
                    .toList()));
  }

  private Future<Void> oneByOne(
      BooleanSupplier wanted, Supplier<Buffer> bodies, Latencies latencies) {
    var done = Promise.<Void>promise();
    next(wanted, bodies, latencies, done);
    return done.future();
  }

  private void next(
      BooleanSupplier wanted, Supplier<Buffer> bodies, Latencies latencies, Promise<Void> done) {
    if (!wanted.getAsBoolean()) {
      done.complete();
      return;
    }
    var body = bodies.get();
    var sentAt = System.nanoTime();
    accepted(body)
        .onComplete(
            answer -> {
              latencies.add(System.nanoTime() - sentAt);
              next(wanted, bodies, latencies, done);
            },
            done::fail);
  }

  /** Sends all of them; the pool lets as many out at once as there are connections. */
  <T> Future<?> all(Supplier<Stream<Future<T>>> calls) {
    return onLoop(() -> Future.all(new ArrayList<>(calls.get().toList())));
  }

  <T> Future<T> onLoop(Supplier<Future<T>> work) {
    var result = Promise.<T>promise();
    vertx.runOnContext(here -> work.get().onComplete(result));
    return result.future();
  }

  @Override
  public void close() {
    http.close().await();
  }
}
