package io.llmdevops.hosting;

import io.llmdevops.pages.ByteRange;
import io.llmdevops.pages.MediaTypes;
import io.llmdevops.pages.SitePath;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/** Serves the sites' files. */
final class PagesHandler implements Handler<RoutingContext> {

  private static final String NOTHING_HERE = "There is no page here.\n";

  private final Sites sites;
  private final WorkerExecutor workers;

  PagesHandler(Sites sites, WorkerExecutor workers) {
    this.sites = sites;
    this.workers = workers;
  }

  @Override
  public void handle(RoutingContext context) {
    var path = SitePath.parse(context.request().path()).orElseThrow();
    workers
        .executeBlocking(() -> sites.page(path), false)
        .onComplete(page -> answer(context, page), context::fail);
  }

  private static void answer(RoutingContext context, Page page) {
    if (page instanceof Page.Found found) {
      send(context, found);
    } else if (page instanceof Page.Folder) {
      redirect(context);
    } else {
      HostingRouter.answer(context, 404, NOTHING_HERE);
    }
  }

  private static void redirect(RoutingContext context) {
    var request = context.request();
    var query = request.query() == null ? "" : "?" + request.query();
    context
        .response()
        .setStatusCode(301)
        .putHeader(HttpHeaders.LOCATION, request.path() + "/" + query)
        .end();
  }

  private static void send(RoutingContext context, Page.Found page) {
    var etag = "\"" + page.blob() + "\"";
    var response =
        context
            .response()
            .putHeader(HttpHeaders.ETAG, etag)
            // The next round may change it at any moment.
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (page.status() == 200 && isKnown(context.request(), etag)) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.of(page.path()));
    if (context.request().method().equals(HttpMethod.HEAD)) {
      var length = String.valueOf(page.content().length());
      response.setStatusCode(page.status()).putHeader(HttpHeaders.CONTENT_LENGTH, length).end();
    } else if (page.status() == 200) {
      ByteRange.send(context.request(), etag, page.content());
    } else {
      response.setStatusCode(page.status()).end(page.content());
    }
  }

  /** RFC 9110, section 13.1.2: weak comparison with each of a list. */
  private static boolean isKnown(HttpServerRequest request, String etag) {
    var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(etag) || one.equals("W/" + etag));
  }
}
