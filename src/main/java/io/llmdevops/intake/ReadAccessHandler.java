package io.llmdevops.intake;

import io.llmdevops.config.Secret;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Lets through whoever carries the read token (RFC 6750). */
final class ReadAccessHandler implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";

  private final Secret token;

  ReadAccessHandler(Secret token) {
    this.token = token;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var given = ctx.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (given.size() != 1 || !isToken(given.get(0))) {
      throw Problem.of(
          401, "the read token is missing or wrong", "WWW-Authenticate", "Bearer realm=\"tasks\"");
    }
    ctx.next();
  }

  private boolean isToken(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(header.substring(SCHEME.length()).strip());
  }
}
