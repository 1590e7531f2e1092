package io.llmdevops.model;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.config.Prices;
import io.llmdevops.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A stand-in for servers of models, on the loopback address: it speaks the dialect that it is
 * spoken to, answers each request by the script that was written for it, and remembers them all.
 *
 * <pre>
 * var server = ModelServer.start(vertx);
 * server.next().says("&lt;done/&gt;").usage(10, 0, 3);                   // the first request
 * server.next().fails(429, Map.of("Retry-After", "2"), "{}");      // the second
 * server.always().says("Hello");                                   // all others
 * Models.of(vertx, config with server.config(Dialect.OPENAI), …)
 * </pre>
 *
 * A request that no script was written for is turned away with 501.
 */
public final class ModelServer {

  /** What {@link #config(Dialect)} says is the key. */
  public static final String KEY = "sk-ant-StandInKeyOfTheTests-0123456789";

  private static final String HOST = "127.0.0.1";

  private final HttpServer server;
  private final Queue<ModelScript> scripts = new ArrayDeque<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Map<Integer, Promise<Received>> expected = new ConcurrentHashMap<>();
  private Function<Received, ModelScript> always =
      asked -> script().fails(501, Map.of(), "nothing is scripted");

  /**
   * A request as it came.
   *
   * @param closed when its connection is closed, by either side
   */
  public record Received(
      Dialect dialect, String path, MultiMap headers, JsonObject body, Future<Void> closed) {}

  private ModelServer(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(this::receive);
  }

  /** Listens when it returns; ends with this Vert.x. */
  public static ModelServer start(Vertx vertx) throws TimeoutException {
    var started = new ModelServer(vertx);
    started.server.listen(0, HOST).await(10, TimeUnit.SECONDS);
    return started;
  }

  /** The script for the next request that has none yet. */
  public synchronized ModelScript next() {
    var script = new ModelScript();
    scripts.add(script);
    return script;
  }

  /** The script for all requests that have none of their own. */
  public synchronized ModelScript always() {
    var script = script();
    always = asked -> script;
    return script;
  }

  /** All requests that have no script of their own get one that depends on what they ask. */
  public synchronized void always(Function<Received, ModelScript> author) {
    always = author;
  }

  /** An empty one, to be written. */
  public static ModelScript script() {
    return new ModelScript();
  }

  /** In the order in which they came. */
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** The request of this number, from zero, as soon as it is there. */
  public Future<Received> request(int number) {
    return expect(number).future();
  }

  /** Where it listens: for either dialect, without a path. */
  public URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort());
  }

  /** A model of this server, called {@code test-model}, with {@link #KEY} and prices. */
  public ModelConfig config(Dialect dialect) {
    return config(dialect, "test-model");
  }

  /** A model of this server, of a name of its own. */
  public ModelConfig config(Dialect dialect, String name) {
    return config(dialect, name, url());
  }

  /** A model like that of another server. */
  public static ModelConfig config(Dialect dialect, String name, URI url) {
    return new ModelConfig(
        dialect,
        name,
        name,
        dialect == Dialect.OPENAI ? url.resolve("/v1") : url,
        Optional.of(new Secret(KEY)),
        dialect == Dialect.OPENAI ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY",
        OptionalDouble.empty(),
        16_000,
        200_000,
        true,
        Optional.of(new Prices(new BigDecimal("2"), new BigDecimal("0.5"), new BigDecimal("8"))));
  }

  public Future<Void> close() {
    return server.close();
  }

  private void receive(HttpServerRequest request) {
    var closed = Promise.<Void>promise();
    request.connection().closeHandler(closed::tryComplete);
    request
        .body()
        .onSuccess(
            body -> {
              var dialect =
                  request.path().endsWith("/messages") ? Dialect.ANTHROPIC : Dialect.OPENAI;
              var received =
                  new Received(
                      dialect,
                      request.path(),
                      MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                      body.toJsonObject(),
                      closed.future());
              var script = take(received);
              script.play(request, dialect);
            });
  }

  private synchronized ModelScript take(Received received) {
    requests.add(received);
    expect(requests.size() - 1).complete(received);
    var script = scripts.poll();
    return script == null ? always.apply(received) : script;
  }

  private Promise<Received> expect(int number) {
    return expected.computeIfAbsent(number, fresh -> Promise.promise());
  }
}
