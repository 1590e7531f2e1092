package io.llmdevops.github.standin;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Workflow runs, their jobs and where their logs lie. */
final class ActionsRoutes {

  private static final String ACTIONS = "/repos/{owner}/{repo}/actions";
  private static final String RUN = ACTIONS + "/runs/{run_id}";

  private final Hub hub;
  private final RunJson json;

  ActionsRoutes(Hub hub) {
    this.hub = hub;
    json = new RunJson(hub);
  }

  List<Route> all() {
    var reading = Needs.of("actions=read");
    var writing = Needs.of("actions=write");
    return List.of(
        new Route(
            GET,
            ACTIONS + "/permissions",
            Needs.of("administration=read"),
            RepositoryRoutes.on(hub, this::permissions)),
        new Route(GET, ACTIONS + "/runs", reading.orPublic(), RepositoryRoutes.on(hub, this::runs)),
        new Route(GET, RUN, reading.orPublic(), onRun(this::run)),
        new Route(GET, RUN + "/jobs", reading.orPublic(), onRun(this::jobs)),
        new Route(POST, RUN + "/rerun", writing, onRun(this::again)),
        new Route(POST, RUN + "/rerun-failed-jobs", writing, onRun(this::failedAgain)),
        new Route(
            GET, ACTIONS + "/jobs/{job_id}/logs", reading, RepositoryRoutes.on(hub, this::log)));
  }

  private record RunOf(Hosted repository, Run run) {}

  private Function<Request, Future<Answer>> onRun(
      BiFunction<Request, RunOf, Future<Answer>> answer) {
    return RepositoryRoutes.on(
        hub,
        (request, repository) ->
            repository.runs().stream()
                .filter(run -> Long.toString(run.id()).equals(request.path("run_id")))
                .findFirst()
                .map(run -> answer.apply(request, new RunOf(repository, run)))
                .orElseGet(() -> RepositoryRoutes.given(Answer.notFound())));
  }

  private Future<Answer> permissions(Request request, Hosted repository) {
    var json = new JsonObject().put("enabled", repository.actions());
    return RepositoryRoutes.ok(repository.actions() ? json.put("allowed_actions", "all") : json);
  }

  private Future<Answer> runs(Request request, Hosted repository) {
    var all = new JsonArray();
    var runs = repository.runs();
    for (var i = runs.size() - 1; i >= 0; i--) {
      if (isWanted(request, runs.get(i))) {
        all.add(json.run(repository, runs.get(i)));
      }
    }
    return RepositoryRoutes.ok(
        new JsonObject()
            .put("total_count", all.size())
            .put("workflow_runs", RepositoryRoutes.page(request, all)));
  }

  private static boolean isWanted(Request request, Run run) {
    return isOrAny(request, "branch", "main")
        && isOrAny(request, "head_sha", run.sha())
        && isOrAny(request, "event", run.event())
        && (isOrAny(request, "status", run.status())
            || isOrAny(request, "status", String.valueOf(run.conclusion())));
  }

  private static boolean isOrAny(Request request, String name, String value) {
    return Optional.ofNullable(request.query().get(name)).map(value::equals).orElse(true);
  }

  private Future<Answer> run(Request request, RunOf of) {
    return RepositoryRoutes.ok(json.run(of.repository(), of.run()));
  }

  private Future<Answer> jobs(Request request, RunOf of) {
    var all = new JsonArray();
    of.run().jobs().forEach(job -> all.add(json.job(of.repository(), of.run(), job)));
    return RepositoryRoutes.ok(
        new JsonObject()
            .put("total_count", all.size())
            .put("jobs", RepositoryRoutes.page(request, all)));
  }

  private Future<Answer> again(Request request, RunOf of) {
    if (!of.run().isCompleted()) {
      return RepositoryRoutes.given(Answer.error(403, "This workflow is already running"));
    }
    hub.runs.again(of.repository(), of.run());
    return RepositoryRoutes.given(Answer.of(201, new JsonObject()));
  }

  private Future<Answer> failedAgain(Request request, RunOf of) {
    return "success".equals(of.run().conclusion())
        ? RepositoryRoutes.given(Answer.error(403, "This workflow run cannot be retried"))
        : again(request, of);
  }

  private Future<Answer> log(Request request, Hosted repository) {
    var id = Long.parseLong(request.path("job_id"));
    return repository.runs().stream()
        .flatMap(run -> run.jobs().stream())
        .filter(job -> job.id == id && !job.log.isEmpty())
        .findFirst()
        .map(job -> Answer.empty(302).with("Location", hub.urls.logs() + LogServer.path(id)))
        .map(RepositoryRoutes::given)
        .orElseGet(() -> RepositoryRoutes.given(Answer.notFound()));
  }
}
