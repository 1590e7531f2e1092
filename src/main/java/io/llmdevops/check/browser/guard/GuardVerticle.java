package io.llmdevops.check.browser.guard;

import io.llmdevops.check.browser.guard.Guard.Rules;
import io.llmdevops.net.OwnAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** One guard's server, on an event loop of its own, with all that it counts. */
final class GuardVerticle extends VerticleBase {

  private static final String HERE = "127.0.0.1";
  private static final int LONGEST_LINE = 64 * 1024;

  private final Rules rules;
  private final Target site;
  private final SiteFiles files;
  private final Refusals refusals;
  private final Surroundings surroundings;
  private final Set<HttpConnection> connections = new HashSet<>();
  private Gate gate;
  private HttpServer server;

  /**
   * What is around a guard, and another thing in a test.
   *
   * @param own this machine's addresses; blocking
   */
  record Surroundings(Callable<OwnAddresses> own, Dialler dialler, Budget.Limits limits) {
    static final Surroundings REAL =
        new Surroundings(OwnAddresses::ofThisMachine, Dialler.STANDARD, Budget.Limits.STANDARD);
  }

  GuardVerticle(
      Rules rules, Target site, SiteFiles files, Refusals refusals, Surroundings surroundings) {
    this.rules = rules;
    this.site = site;
    this.files = files;
    this.refusals = refusals;
    this.surroundings = surroundings;
  }

  @Override
  public Future<HttpServer> start() {
    return vertx.executeBlocking(surroundings.own(), false).compose(this::listen);
  }

  int port() {
    return server.actualPort();
  }

  private Future<HttpServer> listen(OwnAddresses own) {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true)
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(LONGEST_LINE))
            .connectionHandler(this::remember)
            .requestHandler(handler(own));
    return server.listen(0, HERE);
  }

  private ProxyHandler handler(OwnAddresses own) {
    var budget = new Budget(surroundings.limits());
    var answers = new Answers(refusals);
    var dialler = surroundings.dialler();
    gate = new Gate(rules, site.host(), own, budget);
    return new ProxyHandler(
        site,
        files,
        new Tunnels(gate, budget, dialler, vertx.createNetClient(), answers),
        new Relay(gate, budget, dialler, httpClient(), answers),
        answers);
  }

  private HttpClient httpClient() {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setKeepAlive(false)
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_LINE),
        new PoolOptions().setHttp1MaxSize(surroundings.limits().connections()));
  }

  private void remember(HttpConnection connection) {
    connections.add(connection);
    connection.exceptionHandler(Answers::passOver);
    connection.closeHandler(gone -> connections.remove(connection));
  }

  @Override
  public Future<?> stop() {
    gate.close();
    // Vert.x closes the server of an undeployed verticle too, but does not wait for its port.
    return Future.join(connections.stream().map(HttpConnection::close).toList())
        .eventually(server::close);
  }
}
