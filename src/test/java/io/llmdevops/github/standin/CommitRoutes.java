package io.llmdevops.github.standin;

import static io.llmdevops.github.standin.RepositoryRoutes.given;
import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;

/** Commits and what they hold. */
final class CommitRoutes {

  private static final String REPO = "/repos/{owner}/{repo}";

  private final Hub hub;
  private final CommitJson commits;

  CommitRoutes(Hub hub) {
    this.hub = hub;
    commits = new CommitJson(hub);
  }

  List<Route> all() {
    var contents = Needs.of("contents=read").orPublic();
    return List.of(
        new Route(GET, REPO + "/commits", contents, RepositoryRoutes.on(hub, this::commits)),
        new Route(GET, REPO + "/commits/{ref}", contents, RepositoryRoutes.on(hub, this::commit)),
        new Route(
            GET, REPO + "/compare/{basehead}", contents, RepositoryRoutes.on(hub, this::compare)),
        new Route(
            GET, REPO + "/contents/{path}", contents, RepositoryRoutes.on(hub, this::contents)));
  }

  private Future<Answer> commits(Request request, Hosted repository) {
    if (repository.head().isEmpty()) {
      return given(Answer.error(409, "Git Repository is empty."));
    }
    var from = Optional.ofNullable(request.query().get("sha")).orElse("main");
    return hub.onWorker(
        () ->
            repository
                .git()
                .resolve(from)
                .map(
                    sha ->
                        Answer.of(
                            200,
                            RepositoryRoutes.page(
                                request,
                                commits.commits(repository, repository.git().log(List.of(sha))))))
                .orElseGet(Answer::notFound));
  }

  private Future<Answer> commit(Request request, Hosted repository) {
    return hub.onWorker(
        () ->
            repository
                .git()
                .resolve(request.path("ref"))
                .map(
                    sha ->
                        Answer.of(
                            200,
                            commits.commit(repository, repository.git().log(List.of(sha)).get(0))))
                .orElseGet(
                    () -> Answer.error(422, "No commit found for SHA: " + request.path("ref"))));
  }

  private Future<Answer> compare(Request request, Hosted repository) {
    var ends = request.path("basehead").split("\\.\\.\\.");
    if (ends.length != 2) {
      return given(Answer.notFound());
    }
    return hub.onWorker(
        () -> {
          var base = repository.git().resolve(ends[0]);
          var head = repository.git().resolve(ends[1]);
          return base.isEmpty() || head.isEmpty()
              ? Answer.notFound()
              : Answer.of(200, commits.compare(repository, base.get(), head.get()));
        });
  }

  private Future<Answer> contents(Request request, Hosted repository) {
    var path = request.path("path");
    var ref = Optional.ofNullable(request.query().get("ref")).orElse("main");
    return hub.onWorker(
        () ->
            repository
                .git()
                .resolve(ref)
                .map(sha -> repository.git().files(sha).get(path))
                .map(content -> Answer.of(200, file(repository, path, content)))
                .orElseGet(Answer::notFound));
  }

  private JsonObject file(Hosted repository, String path, byte[] content) {
    var url = hub.urls.api(repository) + "/contents/" + path;
    var sha = new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content).name();
    var links = new JsonObject().put("self", url).put("git", url).put("html", url);
    return new JsonObject()
        .put("type", "file")
        .put("encoding", "base64")
        .put("size", content.length)
        .put("name", path.substring(path.lastIndexOf('/') + 1))
        .put("path", path)
        .put("content", Base64.getMimeEncoder().encodeToString(content))
        .put("sha", sha)
        .put("url", url)
        .put("git_url", url)
        .put("html_url", url)
        .put("download_url", url)
        .put("_links", links);
  }
}
