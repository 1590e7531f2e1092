package io.llmdevops.check.browser.guard;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/** {@code CONNECT} (RFC 9110, section 9.3.6): for https, and for WebSockets of either kind. */
final class Tunnels {

  private final Gate gate;
  private final Budget budget;
  private final Dialler dialler;
  private final NetClient client;
  private final Answers answers;

  Tunnels(Gate gate, Budget budget, Dialler dialler, NetClient client, Answers answers) {
    this.gate = gate;
    this.budget = budget;
    this.dialler = dialler;
    this.client = client;
    this.answers = answers;
  }

  void open(HttpServerRequest request, Target target) {
    gate.admit(target)
        .compose(addresses -> dialler.dial(addresses, target.port(), this::connect))
        .onSuccess(far -> join(request, target, far))
        .onFailure(cause -> answers.failed(request, target, cause));
  }

  private Future<NetSocket> connect(SocketAddress address, int millis) {
    return client.connect(new ConnectOptions().setRemoteAddress(address).setTimeout(millis));
  }

  private void join(HttpServerRequest request, Target target, NetSocket far) {
    // What the other side says first must wait until the page's side is a tunnel.
    far.pause();
    request
        .toNetSocket()
        .onSuccess(
            near -> {
              pass(target, near, far);
              pass(target, far, near);
            })
        .onFailure(gone -> cut(far, far));
  }

  private void pass(Target target, NetSocket from, NetSocket to) {
    from.pipe()
        .to(new Metered(to, budget))
        .onFailure(cause -> answers.brokeOff(target, cause))
        .onComplete(over -> cut(from, to));
  }

  private static void cut(NetSocket one, NetSocket other) {
    Future.join(one.close(), other.close()).onFailure(Answers::passOver);
  }
}
