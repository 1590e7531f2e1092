package io.llmdevops.command;

import io.llmdevops.MainVerticle;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.Logging;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An engine on its defaults, on free ports of the loopback interface and deaf to this machine's
 * configuration, with somebody beside it who takes its callbacks.
 */
final class DemoEngine implements AutoCloseable {

  private static final int SECONDS = 30;

  private final Vertx vertx;
  private final EngineConfig config;
  private final MainVerticle engine;
  private final HttpServer evaluator;
  private final WebClient client;
  private final Map<String, Promise<JsonObject>> callbacks = new ConcurrentHashMap<>();

  private DemoEngine(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.config = await(configuration(vertx, folder), "the engine's defaults cannot be loaded");
    Logging.configure(config.log(), config.secrets());
    this.engine = new MainVerticle(config);
    this.client = WebClient.create(vertx);
    this.evaluator = await(evaluator(), "no port for the callback");
    await(vertx.deployVerticle(engine), "the engine does not start");
  }

  /** Starts one that keeps its data in this folder. Blocks. */
  static DemoEngine start(Path folder) {
    var vertx = Vertx.vertx();
    try {
      return new DemoEngine(vertx, folder);
    } catch (DemoFailure e) {
      vertx.close().await();
      throw e;
    }
  }

  private static Future<EngineConfig> configuration(Vertx vertx, Path folder) {
    var settings =
        new JsonObject()
            .put("DATA_DIR", folder.toString())
            .put("HOST", "127.0.0.1")
            .put("PORT", "0")
            .put("HOSTING_PORT", "0")
            .put("MANAGEMENT_PORT", "0")
            .put("NOTIFY_ALLOW_PRIVATE", "true")
            .put("LOG_LEVEL", "warn");
    var environment = new ConfigStoreOptions().setType("json").setConfig(settings);
    // A folder of one's own may hold settings, but a demo leaves nothing on anybody's account.
    return new ConfigLoader(vertx, folder, environment)
        .load()
        .map(loaded -> loaded.config().local());
  }

  private Future<HttpServer> evaluator() {
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          var json = body.toJsonObject();
                          callback(json.getString("nonce")).tryComplete(json);
                          request.response().end();
                        })
                    .onFailure(broken -> request.connection().close()))
        .listen(0, "127.0.0.1");
  }

  private Promise<JsonObject> callback(String nonce) {
    return callbacks.computeIfAbsent(nonce, unknown -> Promise.promise());
  }

  String apiUrl() {
    return engine.apiUrl();
  }

  /** Posts the request and gives the answer. */
  JsonObject post(DemoRequest request) {
    var json = request.toSend(config.access().secret().reveal(), callbackUrl());
    var answer =
        await(client.postAbs(apiUrl() + "/task").sendJsonObject(json), "the request got no answer");
    if (answer.statusCode() != 200) {
      throw new DemoFailure(
          request.name() + " was answered " + answer.statusCode() + ": " + answer.bodyAsString());
    }
    return answer.bodyAsJsonObject().put("nonce", json.getString("nonce"));
  }

  private String callbackUrl() {
    return "http://127.0.0.1:" + evaluator.actualPort() + "/evaluation";
  }

  /** The status of a task. */
  JsonObject status(String url) {
    var token = config.access().readToken().reveal();
    var request = client.getAbs(url).bearerTokenAuthentication(token).send();
    return await(request, "no status").bodyAsJsonObject();
  }

  /** The picture of a task's page, or the problem that says why there is none. */
  HttpResponse<Buffer> picture(String url) {
    var token = config.access().readToken().reveal();
    var request = client.getAbs(url + "/screenshot").bearerTokenAuthentication(token).send();
    return await(request, "no picture");
  }

  HttpResponse<Buffer> get(String url) {
    return await(client.getAbs(url).send(), url + " does not answer");
  }

  /** The callback with this nonce. */
  JsonObject callbackOf(String nonce) {
    return await(callback(nonce).future(), "no callback came");
  }

  /** Lets a moment pass. */
  void pause(long millis) {
    await(vertx.timer(millis, TimeUnit.MILLISECONDS), "the clock stands still");
  }

  static <T> T await(Future<T> future, String failure) {
    try {
      return future.await(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new DemoFailure(failure + " within " + SECONDS + " s");
    } catch (RuntimeException e) {
      throw new DemoFailure(failure, e);
    }
  }

  @Override
  public void close() {
    await(vertx.close(), "the engine does not stop");
  }
}
