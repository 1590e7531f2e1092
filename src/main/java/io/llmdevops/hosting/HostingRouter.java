package io.llmdevops.hosting;

import io.llmdevops.git.BareRepositories;
import io.llmdevops.pages.SitePath;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is served where: {@code /git/<name>.git} the repositories, everything else the pages. */
final class HostingRouter {

  private static final long MAX_FETCH_REQUEST = 4L * 1024 * 1024;
  private static final long CACHE_BYTES = 16L * 1024 * 1024;
  private static final String REPOSITORY = "/git/:repository/";

  private static final Logger log = LoggerFactory.getLogger(HostingRouter.class);

  private HostingRouter() {}

  /**
   * @param pages reads files, in milliseconds
   * @param fetches serves whole packs, at the pace of whoever fetches
   */
  static Handler<HttpServerRequest> create(
      Vertx vertx, BareRepositories repositories, WorkerExecutor pages, WorkerExecutor fetches) {
    var router = Router.router(vertx);
    router.errorHandler(413, context -> answer(context, 413, "This asks for too much at once.\n"));
    // A client that hangs up in the middle of its request is no fault of ours either.
    router.errorHandler(400, context -> answer(context, 400, "This request is not whole.\n"));
    router.errorHandler(500, HostingRouter::fault);
    router.route().failureHandler(HostingRouter::passOverHangUps);
    var git = new GitHandler(repositories, fetches);
    router.get(REPOSITORY + "info/refs").handler(git::advertise);
    router
        .post(REPOSITORY + GitHandler.UPLOAD_PACK)
        .handler(BodyHandler.create(false).setBodyLimit(MAX_FETCH_REQUEST))
        .handler(git::upload);
    router.post(REPOSITORY + GitHandler.RECEIVE_PACK).handler(git::refusePush);
    router.route("/git/*").handler(context -> answer(context, 404, "There is nothing here.\n"));
    router.route().handler(HostingRouter::onlyReading);
    router
        .route()
        .handler(new PagesHandler(new Sites(repositories, new BlobCache(CACHE_BYTES)), pages));
    return request -> onlyPaths(request, router);
  }

  /** Before the router, which tidies paths up where they should be refused. */
  private static void onlyPaths(HttpServerRequest request, Router router) {
    request.response().putHeader("X-Content-Type-Options", "nosniff");
    if (SitePath.parse(request.path()).isPresent()) {
      router.handle(request);
    } else {
      answer(request.response(), 400, "This is not a path of a page.\n");
    }
  }

  private static void onlyReading(RoutingContext context) {
    // As GitHub Pages does: a page may be read by scripts from anywhere.
    context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    var method = context.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      context.next();
    } else {
      context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      answer(context, 405, "Pages can only be read.\n");
    }
  }

  /** Whoever has hung up hears no answer, and it is no fault of ours. */
  private static void passOverHangUps(RoutingContext context) {
    if (context.failure() instanceof HttpClosedException) {
      log.debug("{} {}: hung up", context.request().method(), context.request().path());
    } else {
      context.next();
    }
  }

  private static void fault(RoutingContext context) {
    log.warn("{} {}", context.request().method(), context.request().path(), context.failure());
    if (!context.response().ended()) {
      answer(context, 500, "Something went wrong here.\n");
    }
  }

  static void answer(RoutingContext context, int status, String text) {
    answer(context.response(), status, text);
  }

  private static void answer(HttpServerResponse response, int status, String text) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(text);
  }
}
