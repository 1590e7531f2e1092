package io.llmdevops.github.rest;

import static io.llmdevops.store.StoreFixture.await;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request by the script written for it, and remembers them all. */
final class ScriptedApi {

  static final String BASE = "/api/v3";
  private static final String HOST = "127.0.0.1";

  private final HttpServer server;
  private final Queue<Handler<HttpServerRequest>> scripts = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Map<Integer, Promise<Seen>> expected = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Handler<HttpServerRequest> always =
      request -> answer(request, 200, Map.of(), "{}");

  /**
   * A request as it came.
   *
   * @param line its method and path, without the base of the API
   * @param at when it was there, by {@link System#nanoTime}
   */
  record Seen(String line, MultiMap headers, String body, long at) {}

  ScriptedApi(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .connectionHandler(opened -> connections.incrementAndGet())
            .requestHandler(this::receive);
    await(server.listen(0, HOST));
  }

  URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort() + BASE);
  }

  /** What the next request that has no script yet is answered with. */
  ScriptedApi then(int status, Map<String, String> headers, String body) {
    return then(request -> answer(request, status, headers, body));
  }

  ScriptedApi then(int status) {
    return then(status, Map.of(), "{}");
  }

  synchronized ScriptedApi then(Handler<HttpServerRequest> script) {
    scripts.add(script);
    return this;
  }

  /** For all that have no script of their own. */
  void always(Handler<HttpServerRequest> script) {
    always = script;
  }

  static void answer(
      HttpServerRequest request, int status, Map<String, String> headers, String body) {
    request.response().setStatusCode(status).headers().addAll(headers);
    request.response().end(body);
  }

  /** The next request gets no answer until the one that is given here is called. */
  Handler<Void> hold() {
    var held = Promise.<HttpServerRequest>promise();
    then(held::complete);
    return go -> held.future().onSuccess(request -> answer(request, 200, Map.of(), "{}"));
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** How many were made so far. */
  int connections() {
    return connections.get();
  }

  List<String> lines() {
    return seen.stream().map(Seen::line).toList();
  }

  /** The request of this number, from zero; waits until it is there. */
  Seen request(int number) {
    return await(expect(number).future());
  }

  private void receive(HttpServerRequest request) {
    var at = System.nanoTime();
    request
        .body()
        .onSuccess(
            body -> {
              var line = request.method() + " " + request.uri().replace(BASE, "");
              take(new Seen(line, request.headers(), body.toString(), at)).handle(request);
            });
  }

  private synchronized Handler<HttpServerRequest> take(Seen request) {
    seen.add(request);
    expect(seen.size() - 1).complete(request);
    var script = scripts.poll();
    return script == null ? always : script;
  }

  private Promise<Seen> expect(int number) {
    return expected.computeIfAbsent(number, fresh -> Promise.promise());
  }
}
