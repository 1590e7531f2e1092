package io.llmdevops.check.browser.guard;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/** Plain http to other sites, each request over a connection of its own. */
final class Relay {

  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int PROXY_AUTHENTICATION = 407;

  private final Gate gate;
  private final Budget budget;
  private final Dialler dialler;
  private final HttpClient client;
  private final Answers answers;

  Relay(Gate gate, Budget budget, Dialler dialler, HttpClient client, Answers answers) {
    this.gate = gate;
    this.budget = budget;
    this.dialler = dialler;
    this.client = client;
    this.answers = answers;
  }

  void pass(HttpServerRequest request, Target target) {
    request.pause();
    gate.admit(target)
        .compose(
            addresses ->
                dialler.dial(
                    addresses,
                    target.port(),
                    (address, millis) -> client.request(options(request, target, address, millis))))
        .compose(far -> send(request, target, far).onComplete(over -> far.connection().close()))
        .onFailure(cause -> answers.failed(request, target, cause));
  }

  private static RequestOptions options(
      HttpServerRequest request, Target target, SocketAddress address, int millis) {
    var path = target.path();
    return new RequestOptions()
        .setMethod(request.method())
        .setServer(address)
        .setHost(target.host())
        .setPort(target.port())
        .setURI(path.startsWith("/") ? path : "/" + path)
        .setConnectTimeout(millis)
        .setFollowRedirects(false);
  }

  private Future<Void> send(HttpServerRequest request, Target target, HttpClientRequest far) {
    far.connection().exceptionHandler(Answers::passOver);
    if (request.response().closed()) {
      return Future.failedFuture("nobody waits for this any more");
    }
    request.response().closeHandler(gone -> far.connection().close());
    Headers.copy(request.headers(), far.headers());
    far.setChunked(Headers.isChunked(request.headers()));
    request
        .pipe()
        .to(new Metered(far, budget))
        .onFailure(cause -> answers.brokeOff(target, cause))
        .onFailure(cause -> far.connection().close());
    return far.response().compose(answer -> answer(request, answer));
  }

  private Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
    var status = answer.statusCode();
    if (status < FIRST_FINAL || status == PROXY_AUTHENTICATION) {
      // The one would end the talk in HTTP, the other have the browser ask for our credentials.
      return Future.failedFuture("a server answers as only a proxy may");
    }
    var response = request.response().setStatusCode(status);
    Headers.copy(answer.headers(), response.headers());
    if (request.method().equals(HttpMethod.HEAD)
        || status == NO_CONTENT
        || status == NOT_MODIFIED) {
      return response.end();
    }
    response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
    return answer.pipe().endOnFailure(false).to(new Metered(response, budget));
  }
}
