package io.llmdevops.intake;

import io.llmdevops.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** Health once more and what is measured, on a port for operators only. */
public final class ManagementVerticle extends VerticleBase {

  private static final int DRAIN_SECONDS = 1;

  private final HttpConfig management;
  private final Readiness readiness;
  private final Handler<RoutingContext> metrics;
  private volatile HttpServer server;

  /**
   * @param metrics answers who asks for what is measured
   */
  public ManagementVerticle(
      HttpConfig management, Readiness readiness, Handler<RoutingContext> metrics) {
    this.management = management;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    var problems = new ProblemHandler(vertx, Limits.DEFAULT.linger());
    var health = new HealthHandler(readiness);
    var router = Router.router(vertx);
    router.route().handler(Answers::protect);
    mount(router, "/health/live", health::live);
    mount(router, "/health/ready", health::ready);
    mount(router, "/metrics", metrics);
    router.route().handler(ApiRouter::refuseUnknownPath);
    problems.mountOn(router);
    server = Servers.create(vertx, Limits.DEFAULT, problems).requestHandler(router);
    return server.listen(management.port(), management.host());
  }

  private static void mount(Router router, String path, Handler<RoutingContext> handler) {
    router.get(path).handler(handler);
    router.head(path).handler(handler);
    router.route(path).handler(ctx -> ApiRouter.refuseMethod("GET, HEAD"));
  }

  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  /** The port that was really bound. */
  public int actualPort() {
    return server.actualPort();
  }
}
