package io.llmdevops.github.standin;

import static io.llmdevops.github.standin.RepositoryRoutes.given;
import static io.llmdevops.github.standin.RepositoryRoutes.ok;
import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Users, organisations and what is left of their limits. */
final class AccountRoutes {

  private final Hub hub;
  private final RepositoryJson json;

  AccountRoutes(Hub hub) {
    this.hub = hub;
    json = new RepositoryJson(hub);
  }

  List<Route> all() {
    return List.of(
        new Route(GET, "/user", Needs.NOTHING, this::user),
        new Route(GET, "/users/{username}", Needs.NOTHING, this::anyUser),
        new Route(GET, "/rate_limit", Needs.NOTHING, this::rateLimit),
        new Route(GET, "/orgs/{org}", Needs.NOTHING, this::organisation),
        new Route(GET, "/user/memberships/orgs/{org}", Needs.of("members=read"), this::membership));
  }

  private Future<Answer> user(Request request) {
    return request.token().isEmpty()
        ? given(Answer.error(401, "Requires authentication"))
        : ok(json.privateUser(hub.accounts.account(request.login()).orElseThrow()));
  }

  private Future<Answer> anyUser(Request request) {
    return hub.accounts
        .account(request.path("username"))
        .map(account -> ok(json.publicUser(account)))
        .orElseGet(() -> given(Answer.notFound()));
  }

  private Future<Answer> rateLimit(Request request) {
    return ok(hub.limits(request.token().map(Token::text).orElse("")).overview());
  }

  static Optional<Account> organisation(Hub hub, Request request) {
    return hub.accounts.account(request.path("org")).filter(Account::organisation);
  }

  private Future<Answer> organisation(Request request) {
    return organisation(hub, request)
        .map(org -> ok(json.organisation(org, org.hasMember(request.login()))))
        .orElseGet(() -> given(Answer.notFound()));
  }

  private Future<Answer> membership(Request request) {
    var user = hub.accounts.account(request.login()).orElseThrow();
    return organisation(hub, request)
        .map(
            org ->
                org.hasMember(user.login())
                    ? ok(json.membership(org, user))
                    : given(Answer.error(403, "You must be a member of this organization")))
        .orElseGet(() -> given(Answer.notFound()));
  }
}
