package io.llmdevops.git;

import io.llmdevops.config.Secret;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The stock git server, for one token, which can be made to misbehave. */
final class GitServer implements AutoCloseable {

  static final Secret TOKEN = new Secret("ghp_TopSecret0123456789");
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("x-access-token:" + TOKEN.reveal()).getBytes(StandardCharsets.UTF_8));

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpBackend backend;
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> instead;

  GitServer(Vertx vertx, Path root) throws Exception {
    backend = new HttpBackend(vertx, root);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
            .connectionHandler(opened -> connections.incrementAndGet())
            .requestHandler(this::handle)
            .listen()
            .await();
  }

  HttpBackend backend() {
    return backend;
  }

  /** Has requests answered by somebody else from now on; null ends that. */
  void answer(Handler<HttpServerRequest> instead) {
    this.instead = instead;
  }

  /** As it would have been answered, had nobody meddled. */
  void forward(HttpServerRequest request) {
    if (AUTHORIZATION.equals(request.getHeader("Authorization"))) {
      backend.handle(request, request.path());
    } else {
      request.response().putHeader("WWW-Authenticate", "Basic realm=git").setStatusCode(401).end();
    }
  }

  /** The method and the service of each request so far; forgets them. */
  List<String> requests() {
    var seen = List.copyOf(requests);
    requests.clear();
    return seen;
  }

  /** How many were opened so far. */
  int connections() {
    return connections.get();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(server.actualPort(), path));
  }

  GitRemote remote(String path, Duration patience) {
    return new GitRemote(url(path), TOKEN, patience);
  }

  private void handle(HttpServerRequest request) {
    var service = request.getParam("service", request.path().replaceAll(".*/", ""));
    requests.add(request.method() + " " + service);
    if (instead == null) {
      forward(request);
    } else {
      instead.handle(request);
    }
  }

  @Override
  public void close() {
    server.close().await();
  }
}
