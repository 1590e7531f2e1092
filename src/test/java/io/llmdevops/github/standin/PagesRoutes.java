package io.llmdevops.github.standin;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Pages and its builds. */
final class PagesRoutes {

  private static final String PAGES = "/repos/{owner}/{repo}/pages";

  private final Hub hub;
  private final PagesJson json;

  PagesRoutes(Hub hub) {
    this.hub = hub;
    json = new PagesJson(hub);
  }

  List<Route> all() {
    var reading = Needs.of("pages=read");
    var administering = Needs.of("pages=write", "administration=write");
    return List.of(
        new Route(GET, PAGES, reading, onSite(this::get)),
        new Route(POST, PAGES, administering, RepositoryRoutes.on(hub, this::create)),
        new Route(PUT, PAGES, administering, onSite(this::change)),
        new Route(GET, PAGES + "/health", administering, onSite(this::health)),
        new Route(GET, PAGES + "/builds", reading, onSite(this::builds)),
        new Route(POST, PAGES + "/builds", Needs.of("pages=write"), onSite(this::build)),
        new Route(GET, PAGES + "/builds/latest", reading, onSite(this::latest)),
        new Route(GET, PAGES + "/builds/{build_id}", reading, onSite(this::byId)));
  }

  private Function<Request, Future<Answer>> onSite(
      BiFunction<Request, Hosted, Future<Answer>> answer) {
    return RepositoryRoutes.on(
        hub,
        (request, repository) ->
            repository.site().isEmpty()
                ? RepositoryRoutes.given(Answer.notFound())
                : answer.apply(request, repository));
  }

  private Future<Answer> get(Request request, Hosted repository) {
    return RepositoryRoutes.ok(json.site(repository, repository.site().orElseThrow()));
  }

  private Future<Answer> create(Request request, Hosted repository) {
    if (repository.site().isPresent()) {
      return RepositoryRoutes.given(Answer.error(409, "GitHub Pages is already enabled."));
    }
    var body = request.body();
    var source = body.getJsonObject("source", new JsonObject());
    var isWorkflow = "workflow".equals(body.getString("build_type"));
    var branch = source.getString("branch", "main");
    var mayBeEmpty = isWorkflow && hub.options.workflowOnEmpty();
    if (!mayBeEmpty && (repository.head().isEmpty() || !branch.equals("main"))) {
      return RepositoryRoutes.given(noBranch(branch));
    }
    var site = new Site(isWorkflow ? "workflow" : "legacy");
    site.source(branch, source.getString("path", "/"));
    repository.site(site);
    var answer = Answer.of(201, json.site(repository, site));
    if (!isWorkflow) {
      hub.builds.start(repository, request.login());
    }
    return RepositoryRoutes.given(answer);
  }

  private static Answer noBranch(String branch) {
    return Answer.error(
        422, "The " + branch + " branch must exist before GitHub Pages can be built.");
  }

  private Future<Answer> change(Request request, Hosted repository) {
    var site = repository.site().orElseThrow();
    var body = request.body();
    if (body.getValue("source") instanceof JsonObject source) {
      if (repository.head().isEmpty()) {
        return RepositoryRoutes.given(noBranch(source.getString("branch")));
      }
      site.source(source.getString("branch"), source.getString("path"));
    }
    var type = body.getString("build_type", site.buildType());
    var toBranch = type.equals("legacy") && site.isWorkflow();
    site.buildType(type);
    if (toBranch && !repository.head().isEmpty()) {
      hub.builds.start(repository, request.login());
    }
    return RepositoryRoutes.given(Answer.empty(204));
  }

  private Future<Answer> health(Request request, Hosted repository) {
    return RepositoryRoutes.ok(json.health(repository));
  }

  private Future<Answer> builds(Request request, Hosted repository) {
    return RepositoryRoutes.ok(RepositoryRoutes.page(request, json.builds(repository)));
  }

  private Future<Answer> build(Request request, Hosted repository) {
    if (repository.site().orElseThrow().isWorkflow() || repository.head().isEmpty()) {
      return RepositoryRoutes.given(
          Answer.error(403, "Your site is having problems building: it has no branch to build."));
    }
    hub.builds.start(repository, request.login());
    return RepositoryRoutes.given(Answer.of(201, json.asked(repository)));
  }

  private Future<Answer> latest(Request request, Hosted repository) {
    var builds = repository.builds();
    return builds.isEmpty()
        ? RepositoryRoutes.given(Answer.notFound())
        : RepositoryRoutes.ok(json.build(repository, builds.get(builds.size() - 1)));
  }

  private Future<Answer> byId(Request request, Hosted repository) {
    return repository.builds().stream()
        .filter(build -> Long.toString(build.id()).equals(request.path("build_id")))
        .findFirst()
        .map(build -> RepositoryRoutes.ok(json.build(repository, build)))
        .orElseGet(() -> RepositoryRoutes.given(Answer.notFound()));
  }
}
