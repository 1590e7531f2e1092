package io.llmdevops.github.standin;

import io.llmdevops.git.HttpBackend;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The servers of the stand-in, all on one event loop. */
final class Servers extends VerticleBase {

  private final Hub hub;

  Servers(Hub hub) {
    this.hub = hub;
  }

  @Override
  public Future<?> start() throws Exception {
    var backend = new HttpBackend(vertx, hub.folder);
    var client = vertx.createHttpClient();
    return listen(request -> backend.handle(request, request.path()))
        .compose(
            port -> {
              var git = new GitServer(hub, client, port);
              return listen(git::handle);
            })
        .onSuccess(hub.urls::git)
        .compose(port -> listen(new LogServer(hub)::handle))
        .onSuccess(hub.urls::logs)
        .compose(port -> listen(new RestServer(hub)::handle))
        .onSuccess(hub.urls::api);
  }

  private Future<Integer> listen(Consumer<HttpServerRequest> handler) {
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    return vertx
        .createHttpServer(options)
        .requestHandler(handler::accept)
        .listen()
        .map(server -> server.actualPort());
  }

  Future<Void> pages(String owner) {
    var listening = Promise.<Integer>promise();
    context.runOnContext(any -> listen(new CdnServer(hub, owner)::handle).onComplete(listening));
    return listening
        .future()
        .map(
            port -> {
              hub.urls.pages(owner, port);
              return null;
            });
  }

  /** Does it on the event loop, where all else is done. */
  <T> Future<T> run(Supplier<Future<T>> work) {
    var promise = Promise.<T>promise();
    context.runOnContext(
        any -> Future.succeededFuture().compose(go -> work.get()).onComplete(promise));
    return promise.future();
  }
}
