package io.llmdevops.hosting;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.AccessConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.CommitText;
import io.llmdevops.git.History;
import io.llmdevops.git.LocalPush;
import io.llmdevops.git.Trailers;
import io.llmdevops.store.SiteTasks;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A hosting verticle on a free port of its own. */
final class HostingFixture implements AutoCloseable {

  private static final Clock CLOCK = Clock.systemUTC();

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final StoreConfig config;
  private final SqlTaskStore store;
  private final HostingVerticle verticle;

  HostingFixture(Path data) throws Exception {
    Addresses.register(vertx);
    config = new StoreConfig(data);
    store = StoreFixture.open(vertx, data, CLOCK);
    var secret = new Secret("a secret");
    verticle =
        new HostingVerticle(
            new PipelineConfig(StoreFixture.LEASE, Duration.ofHours(1), Duration.ofHours(1), 9),
            new HttpConfig("127.0.0.1", 0, Optional.empty()),
            config,
            new AccessConfig(secret, secret),
            store,
            new LocalRepositories(vertx, config),
            CLOCK);
    await(vertx.deployVerticle(verticle));
  }

  SiteTasks tasks() {
    return new SiteTasks(store);
  }

  /** Tells the verticle of a task and waits until it is live. */
  Task goLive(TaskId id, TaskState from) throws Exception {
    var live = Promise.<TaskId>promise();
    Addresses.TASK_LIVE.consume(vertx, event -> live.tryComplete(event.id()));
    Addresses.announce(vertx, from, id);
    return tasks().row(await(live.future()));
  }

  String origin() {
    return "http://127.0.0.1:" + verticle.actualPort();
  }

  /** Commits these files, and nothing else, on main. */
  void commit(String name, Map<String, Content> files) throws IOException {
    var text = CommitText.of("A site", 1, new Trailers("0", "0", 1), Instant.EPOCH);
    try (var repository = new BareRepositories(config.repositories()).openOrCreate(name)) {
      var parent = new History(repository).head();
      var before =
          parent.isPresent() ? new History(repository).files(parent.get()) : FileTree.EMPTY;
      var commit = LocalPush.write(repository, parent, before, FileTree.of(files), text);
      LocalPush.fastForward(repository, parent, commit);
    }
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(origin() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The status line for a request target that no client library would send. */
  String statusOfRaw(String target) throws IOException {
    try (var socket = new Socket("127.0.0.1", verticle.actualPort())) {
      socket.setSoTimeout(10_000);
      var request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
      return new BufferedReader(reader).readLine();
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws SQLException {
    for (var deployed : vertx.deploymentIDs()) {
      StoreFixture.await(vertx.undeploy(deployed));
    }
    store.close();
    StoreFixture.await(vertx.close());
  }
}
