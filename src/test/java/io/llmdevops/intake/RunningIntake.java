package io.llmdevops.intake;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.NotifyConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The API on a free port of this machine, with a client that holds every answer against the
 * contract.
 */
final class RunningIntake implements AutoCloseable {

  static final int MAX_BACKLOG = 20;

  final Vertx vertx = Vertx.vertx();
  final IntakeResources resources;
  final int port;
  final IntakeVerticle verticle;
  private final String deployment;
  private final ContractAnswers contract;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RunningIntake(TaskStore store) {
    this(store, Limits.DEFAULT);
  }

  RunningIntake(TaskStore store, Limits limits) {
    Addresses.register(vertx);
    resources = IntakeResources.prepare(vertx, limits);
    verticle =
        new IntakeVerticle(
            new HttpConfig("127.0.0.1", 0, Optional.empty()),
            new AccessConfig(Requests.SECRET, Requests.READ_TOKEN),
            new NotifyConfig(false),
            new PipelineConfig(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1), MAX_BACKLOG),
            store,
            new Condition(vertx, store, () -> Future.succeededFuture(Optional.empty())),
            resources);
    deployment = await(vertx.deployVerticle(verticle));
    port = verticle.actualPort();
    contract = new ContractAnswers(vertx, await(resources.contract()));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> post(JsonObject body) {
    return post("/task", Requests.bytes(body));
  }

  HttpResponse<String> post(String path, byte[] body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> read(String path) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + Requests.READ_TOKEN.reveal()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var built = request.timeout(Duration.ofSeconds(20)).build();
      var answer = client.send(built, BodyHandlers.ofString());
      contract.check(answer);
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks again and again on the event loop, until it is so. */
  void await(BooleanSupplier condition) {
    Promise<Void> promise = Promise.promise();
    var timer =
        vertx.setPeriodic(
            1,
            look -> {
              if (condition.getAsBoolean()) {
                promise.tryComplete();
              }
            });
    try {
      promise.future().await(20, TimeUnit.SECONDS);
    } catch (TimeoutException never) {
      throw new AssertionError("still waiting", never);
    } finally {
      vertx.cancelTimer(timer);
    }
  }

  /** Ends the server as the end of the process does. */
  Future<Void> stop() {
    return vertx.undeploy(deployment);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
