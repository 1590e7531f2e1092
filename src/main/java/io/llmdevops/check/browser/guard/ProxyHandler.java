package io.llmdevops.check.browser.guard;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/** Takes each request of the browser to where it belongs. */
final class ProxyHandler implements Handler<HttpServerRequest> {

  /** Chromium asks it what the fields of a form mean, and so tells it of every form it sees. */
  private static final String OF_THE_BROWSER = "content-autofill.googleapis.com";

  private final Target site;
  private final SiteFiles files;
  private final Tunnels tunnels;
  private final Relay relay;
  private final Answers answers;

  /**
   * @param site where the files are served, of which the path does not count
   */
  ProxyHandler(Target site, SiteFiles files, Tunnels tunnels, Relay relay, Answers answers) {
    this.site = site;
    this.files = files;
    this.tunnels = tunnels;
    this.relay = relay;
    this.answers = answers;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var uri = request.uri();
    var tunnel = request.method().equals(HttpMethod.CONNECT);
    if (!tunnel && (uri.startsWith("/") || uri.equals("*"))) {
      answers.misdirected(request);
      return;
    }
    var target = tunnel ? Target.ofTunnel(uri) : Target.ofAbsolute(uri);
    var fault =
        target.isEmpty() ? Optional.of("no address of the web") : fault(request, target.get());
    if (fault.isPresent()) {
      answers.malformed(request, fault.get());
    } else if (target.get().name().equals(OF_THE_BROWSER)) {
      answers.denied(request);
    } else if (tunnel) {
      tunnels.open(request, target.get());
    } else if (target.get().isAt(site)) {
      files.serve(request, target.get());
    } else {
      relay.pass(request, target.get());
    }
  }

  /** What no browser sends, but somebody who wants two readers to see two different requests. */
  private static Optional<String> fault(HttpServerRequest request, Target target) {
    var headers = request.headers();
    var hosts = headers.getAll(HttpHeaders.HOST);
    if (!request.version().equals(HttpVersion.HTTP_1_1)) {
      return Optional.of("not HTTP/1.1");
    }
    if (hosts.size() != 1 || !target.isNamedBy(hosts.get(0))) {
      return Optional.of("the header Host names another host");
    }
    return request.method().equals(HttpMethod.TRACE)
            || Headers.isChunked(headers) && headers.contains(HttpHeaders.CONTENT_LENGTH)
        ? Optional.of("no request of a browser")
        : Optional.empty();
  }
}
