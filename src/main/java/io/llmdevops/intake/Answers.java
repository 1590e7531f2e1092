package io.llmdevops.intake;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How every answer is sent. */
final class Answers {

  private static final CharSequence NO_SNIFF =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence CACHE = HttpHeaders.createOptimized("cache-control");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");

  private Answers() {}

  /** Headers that make sense on everything an API says. */
  static void protect(RoutingContext ctx) {
    ctx.response()
        .putHeader(NO_SNIFF, "nosniff")
        .putHeader(CACHE, "no-store")
        .putHeader(POLICY, "default-src 'none'; frame-ancestors 'none'");
    ctx.next();
  }

  static void json(RoutingContext ctx, int status, JsonObject json) {
    ctx.response().setStatusCode(status);
    json(ctx, json.toBuffer());
  }

  static void json(RoutingContext ctx, Buffer json) {
    send(ctx, "application/json", json);
  }

  static void send(RoutingContext ctx, String mediaType, Buffer body) {
    var response = ctx.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    if (ctx.request().method() == HttpMethod.HEAD) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    response.end(body);
  }
}
