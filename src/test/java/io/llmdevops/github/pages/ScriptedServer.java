package io.llmdevops.github.pages;

import static io.llmdevops.store.StoreFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers what it was told to, one answer after the other, the last one for ever; 404
 * where it was told nothing. Knows conditional requests.
 */
final class ScriptedServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * What is answered.
   *
   * @param status 0 drops the connection, -1 answers nothing
   */
  record Answer(int status, Buffer body, Map<String, String> headers) {

    static Answer json(int status, JsonObject body) {
      return new Answer(status, body.toBuffer(), Map.of("content-type", "application/json"));
    }

    static Answer text(int status, String body) {
      return new Answer(status, Buffer.buffer(body), Map.of("content-type", "text/html"));
    }

    static Answer to(int status, String location) {
      return new Answer(status, Buffer.buffer(), Map.of("location", location));
    }

    static Answer never() {
      return new Answer(-1, Buffer.buffer(), Map.of());
    }

    static Answer dropped() {
      return new Answer(0, Buffer.buffer(), Map.of());
    }
  }

  /**
   * What was asked.
   *
   * @param what method and path, without the query
   * @param isPlain there was no query
   */
  record Call(
      String what,
      boolean isPlain,
      Optional<String> authorization,
      boolean unchanged,
      String body) {}

  ScriptedServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /**
   * @param what method and path, without the query; with a question mark at its end only for
   *     requests that have one
   */
  void on(String what, Answer... answers) {
    script.put(what, new ArrayDeque<>(List.of(answers)));
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Methods and paths, in order. */
  List<String> asked() {
    return calls.stream().map(Call::what).toList();
  }

  void forget() {
    calls.clear();
  }

  private void answer(HttpServerRequest request) {
    var what = request.method() + " " + request.path();
    request
        .body()
        .onSuccess(
            body -> {
              var answer = next(request.query() == null ? what : what + "?", what);
              var tag = "\"" + answer.body().hashCode() + "\"";
              var unchanged = tag.equals(request.getHeader("if-none-match"));
              var authorization = Optional.ofNullable(request.getHeader("authorization"));
              calls.add(
                  new Call(
                      what, request.query() == null, authorization, unchanged, body.toString()));
              send(request, answer, tag, unchanged);
            });
  }

  private Answer next(String first, String second) {
    var answers = script.getOrDefault(first, script.get(second));
    if (answers == null) {
      return Answer.json(404, new JsonObject().put("message", "Not Found"));
    }
    return answers.size() > 1 ? answers.poll() : answers.peek();
  }

  private static void send(
      HttpServerRequest request, Answer answer, String tag, boolean unchanged) {
    if (answer.status() < 0) {
      return;
    }
    if (answer.status() == 0) {
      request.connection().close();
      return;
    }
    var response = request.response().putHeader("etag", tag);
    answer.headers().forEach(response::putHeader);
    if (unchanged) {
      response.setStatusCode(304).end();
    } else {
      response.setStatusCode(answer.status()).end(answer.body());
    }
  }

  @Override
  public void close() {
    await(server.close());
  }
}
