package io.llmdevops.github.standin;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Repositories that there are. */
final class RepositoryRoutes {

  private static final String REPO = "/repos/{owner}/{repo}";

  private final Hub hub;
  private final RepositoryJson json;

  RepositoryRoutes(Hub hub) {
    this.hub = hub;
    json = new RepositoryJson(hub);
  }

  List<Route> all() {
    return List.of(
        new Route(GET, "/user/repos", Needs.of("metadata=read"), this::ownRepositories),
        new Route(GET, "/orgs/{org}/repos", Needs.NOTHING, this::ofOrganisation),
        new Route(GET, REPO, Needs.NOTHING, on(hub, this::get)),
        new Route(GET, "/repositories/{id}", Needs.NOTHING, this::byId));
  }

  /** For what needs the repository to be there. */
  static Function<Request, Future<Answer>> on(
      Hub hub, BiFunction<Request, Hosted, Future<Answer>> answer) {
    return request -> {
      var owner = request.path("owner");
      var name = request.path("repo");
      var found = hub.repository(owner, name).filter(each -> !each.isStillHidden());
      if (found.isPresent()) {
        return answer.apply(request, found.get());
      }
      return Future.succeededFuture(
          hub.renamed(owner, name).map(to -> moved(hub, to)).orElseGet(Answer::notFound));
    };
  }

  private static Answer moved(Hub hub, Hosted to) {
    var url = hub.urls.api() + "/repositories/" + to.id();
    var body = (JsonObject) Answer.error(301, "Moved Permanently").body();
    return Answer.of(301, body.put("url", url)).with("Location", url);
  }

  static Future<Answer> ok(Object body) {
    return Future.succeededFuture(Answer.of(200, body));
  }

  static Future<Answer> given(Answer answer) {
    return Future.succeededFuture(answer);
  }

  private Future<Answer> ownRepositories(Request request) {
    var all = new JsonArray();
    visible()
        .filter(each -> each.owner().hasMember(request.login()))
        .forEach(each -> all.add(json.repository(each)));
    return ok(page(request, all));
  }

  private Stream<Hosted> visible() {
    return hub.repositories().stream()
        .filter(each -> !each.isStillHidden())
        .sorted(Comparator.comparing(Hosted::fullName));
  }

  /** The page that was asked for. */
  static JsonArray page(Request request, JsonArray all) {
    var size = Integer.parseInt(Optional.ofNullable(request.query().get("per_page")).orElse("30"));
    var page = Integer.parseInt(Optional.ofNullable(request.query().get("page")).orElse("1"));
    var some = new JsonArray();
    all.stream().skip((page - 1L) * size).limit(Math.min(size, 100)).forEach(some::add);
    return some;
  }

  private Future<Answer> ofOrganisation(Request request) {
    var all = new JsonArray();
    visible()
        .filter(each -> each.owner().login().equalsIgnoreCase(request.path("org")))
        .forEach(each -> all.add(json.minimal(each)));
    return AccountRoutes.organisation(hub, request).isPresent()
        ? ok(page(request, all))
        : given(Answer.notFound());
  }

  private Future<Answer> get(Request request, Hosted repository) {
    return ok(json.full(repository, repository.owner().hasMember(request.login())));
  }

  private Future<Answer> byId(Request request) {
    return hub.repository(Long.parseLong(request.path("id")))
        .map(repository -> get(request, repository))
        .orElseGet(() -> given(Answer.notFound()));
  }
}
