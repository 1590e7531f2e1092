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
import io.llmdevops.git.Tasks;
import io.llmdevops.git.Trailers;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A hosting verticle on a free port of its own. */
final class HostingFixture implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final StoreConfig config;
  private final HostingVerticle verticle;

  HostingFixture(Path data, TaskStore store) throws Exception {
    Addresses.register(vertx);
    config = new StoreConfig(data);
    var secret = new Secret("a secret");
    verticle =
        new HostingVerticle(
            new PipelineConfig(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(1), 9),
            new HttpConfig("127.0.0.1", 0, Optional.empty()),
            config,
            new AccessConfig(secret, secret),
            store,
            new LocalRepositories(vertx, config),
            Clock.fixed(Tasks.ACCEPTED.plusSeconds(1), ZoneOffset.UTC));
    await(vertx.deployVerticle(verticle));
  }

  Vertx vertx() {
    return vertx;
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
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
