package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;

/** The REST API. */
final class RestServer {

  private static final String BEARER = "(?i)(Bearer|token) ";

  private final Hub hub;
  private final Front front;
  private final List<Route> routes;

  RestServer(Hub hub) {
    this.hub = hub;
    front = new Front(hub);
    routes =
        Stream.of(
                new AccountRoutes(hub).all(),
                new CreationRoutes(hub).all(),
                new RepositoryRoutes(hub).all(),
                new CommitRoutes(hub).all(),
                new PagesRoutes(hub).all(),
                new ActionsRoutes(hub).all())
            .flatMap(List::stream)
            .toList();
  }

  void handle(HttpServerRequest request) {
    var reading = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    var call = front.open(reading ? Call.Kind.REST_READ : Call.Kind.REST_CHANGE, request);
    var text = text(request);
    text.flatMap(hub.accounts::valid).ifPresent(call::authorisedBy);
    if (call.kind().isChanging()) {
      hub.turns(call.token()).begins(call);
    }
    request
        .body()
        .onSuccess(body -> call.sent(body.toString()))
        .compose(body -> front.play(call, request, () -> answer(call, request, text, body)))
        .onSuccess(answer -> send(call, request, answer))
        .onFailure(cause -> send(call, request, Answer.error(500, String.valueOf(cause))));
  }

  private static Optional<String> text(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .map(header -> header.replaceFirst(BEARER, ""));
  }

  private void send(Call call, HttpServerRequest request, Answer answer) {
    if (call.isEnded()) {
      return;
    }
    hub.options
        .conformance()
        .filter(judge -> !call.isTampered())
        .ifPresent(judge -> judge.answered(call, call.path().substring(prefix()), answer));
    // The client may act on the answer before anything after this line runs.
    front.end(call, answer.status());
    answer.send(request.response());
  }

  private int prefix() {
    return hub.options.apiPath().length();
  }

  private Future<Answer> answer(
      Call call, HttpServerRequest request, Optional<String> text, Buffer body) {
    var refusal = refusal(call, request, text);
    if (refusal.isPresent()) {
      return Future.succeededFuture(refusal.get());
    }
    var limits = hub.limits(call.token());
    var limited = limits.admit(call);
    if (limited.isPresent()) {
      return Future.succeededFuture(limits.told(limited.get()));
    }
    return delayed()
        .compose(ready -> routed(call, request, body))
        .eventually(
            () -> {
              limits.ended();
              return Future.succeededFuture();
            })
        .map(answer -> conditional(call, request, answer, limits))
        .map(limits::told);
  }

  private Optional<Answer> refusal(Call call, HttpServerRequest request, Optional<String> text) {
    if (request.getHeader("User-Agent") == null) {
      hub.journal.violation(Violation.Kind.NO_USER_AGENT, call, "");
      return Optional.of(
          Answer.error(
              403,
              "Request forbidden by administrative rules. Please make sure your request has a"
                  + " User-Agent header"));
    }
    return text.isPresent() && call.token().isEmpty()
        ? Optional.of(Answer.error(401, "Bad credentials"))
        : Optional.empty();
  }

  private Future<Void> delayed() {
    var time = hub.options.scaled(hub.options.delays().answer()).toMillis();
    return time > 0 ? hub.vertx.timer(time).mapEmpty() : Future.succeededFuture();
  }

  private Future<Answer> routed(Call call, HttpServerRequest request, Buffer body) {
    var path = call.path().startsWith(hub.options.apiPath()) ? call.path().substring(prefix()) : "";
    var given = new Object[1];
    try {
      given[0] = body.length() == 0 ? null : Json.decodeValue(body);
    } catch (DecodeException e) {
      return Future.succeededFuture(Answer.error(400, "Problems parsing JSON"));
    }
    hub.options
        .conformance()
        .ifPresent(judge -> judge.asked(call, path, request.params(), request.headers(), given[0]));
    if (hub.accounts.isShownIn(body.toString())) {
      hub.journal.violation(Violation.Kind.TOKEN_SHOWN, call, "in its body");
    }
    for (var route : routes) {
      var parts = route.match(request.method(), path);
      if (parts.isPresent()) {
        var object = given[0] instanceof JsonObject json ? json : new JsonObject();
        var token = hub.accounts.valid(call.token());
        return permitted(route, new Request(call, token, parts.get(), request.params(), object));
      }
    }
    return Future.succeededFuture(Answer.notFound());
  }

  private Future<Answer> permitted(Route route, Request request) {
    var token = request.token();
    if (token.isEmpty() && !route.needs().isPublicReading()) {
      return Future.succeededFuture(Answer.error(401, "Requires authentication"));
    }
    var may =
        token.map(t -> t.mayOnRepositories(route.needs()) && owns(route, request)).orElse(true);
    return (may ? route.answer().apply(request) : Future.succeededFuture(refused(route, request)))
        .map(answer -> told(route, token, answer));
  }

  /** What changes a repository is for those who belong to its owner. */
  private boolean owns(Route route, Request request) {
    var owner = request.path("owner");
    return owner == null
        || route.needs().isPublicReading()
        || route.method() == HttpMethod.GET
        || hub.accounts.account(owner).filter(a -> a.hasMember(request.login())).isPresent();
  }

  private static Answer refused(Route route, Request request) {
    if (!request.token().orElseThrow().classic()) {
      return Answer.error(403, "Resource not accessible by personal access token");
    }
    return route.template().contains("{repo}")
        ? Answer.error(403, "Must have admin rights to Repository.")
        : Answer.notFound();
  }

  private static Answer told(Route route, Optional<Token> token, Answer answer) {
    if (token.isEmpty()) {
      return answer;
    }
    var expires = token.get().expires();
    var told =
        expires.isPresent()
            ? answer.with(
                "GitHub-Authentication-Token-Expiration",
                expires.get().toString().replaceFirst("T(.{8}).*", " $1 UTC"))
            : answer;
    return token.get().classic()
        ? told.with("X-OAuth-Scopes", token.get().scopesHeader())
            .with("X-Accepted-OAuth-Scopes", route.needs().isPublicReading() ? "" : "repo")
        : told.with("X-Accepted-GitHub-Permissions", route.needs().header());
  }

  private static Answer conditional(
      Call call, HttpServerRequest request, Answer answer, Limits limits) {
    if (call.path().endsWith("/rate_limit")) {
      limits.free();
      return answer;
    }
    if (call.kind() != Call.Kind.REST_READ || answer.status() != 200) {
      return answer;
    }
    var etag =
        "W/\""
            + new ObjectInserter.Formatter()
                .idFor(Constants.OBJ_BLOB, Constants.encode(answer.text()))
                .name()
            + "\"";
    if (etag.equals(request.getHeader("If-None-Match"))) {
      limits.free();
      return new Answer(304, null, answer.headers()).with("ETag", etag);
    }
    return answer.with("ETag", etag).with("Cache-Control", "private, max-age=60, s-maxage=60");
  }
}
