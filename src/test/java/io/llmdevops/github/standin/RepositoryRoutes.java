package io.llmdevops.github.standin;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Accounts, repositories and commits. */
final class RepositoryRoutes {

  private static final String REPO = "/repos/{owner}/{repo}";
  private static final int DESCRIPTION = 350;
  private static final int NAME = 100;

  private final Hub hub;
  private final RepositoryJson json;
  private final CommitJson commits;

  RepositoryRoutes(Hub hub) {
    this.hub = hub;
    json = new RepositoryJson(hub);
    commits = new CommitJson(hub);
  }

  List<Route> all() {
    var creating = Needs.of("administration=write");
    var contents = Needs.of("contents=read").orPublic();
    return List.of(
        new Route(GET, "/user", Needs.NOTHING, this::user),
        new Route(GET, "/users/{username}", Needs.NOTHING, this::anyUser),
        new Route(GET, "/rate_limit", Needs.NOTHING, this::rateLimit),
        new Route(GET, "/user/repos", Needs.of("metadata=read"), this::ownRepositories),
        new Route(POST, "/user/repos", creating, this::createOwn),
        new Route(GET, "/orgs/{org}", Needs.NOTHING, this::organisation),
        new Route(GET, "/orgs/{org}/repos", Needs.NOTHING, this::ofOrganisation),
        new Route(POST, "/orgs/{org}/repos", creating, this::createInOrganisation),
        new Route(GET, "/user/memberships/orgs/{org}", Needs.of("members=read"), this::membership),
        new Route(GET, REPO, Needs.NOTHING, on(this::get)),
        new Route(GET, "/repositories/{id}", Needs.NOTHING, this::byId),
        new Route(GET, REPO + "/commits", contents, on(this::commits)),
        new Route(GET, REPO + "/commits/{ref}", contents, on(this::commit)),
        new Route(GET, REPO + "/compare/{basehead}", contents, on(this::compare)),
        new Route(GET, REPO + "/contents/{path}", contents, on(this::contents)));
  }

  private interface OnRepository {
    Future<Answer> answer(Request request, Hosted repository);
  }

  /** For what needs the repository to be there. */
  static Function<Request, Future<Answer>> on(
      Hub hub, java.util.function.BiFunction<Request, Hosted, Future<Answer>> answer) {
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

  private Function<Request, Future<Answer>> on(OnRepository answer) {
    return on(hub, answer::answer);
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

  private Future<Answer> ownRepositories(Request request) {
    var all = new JsonArray();
    visible()
        .filter(each -> each.owner().hasMember(request.login()))
        .forEach(each -> all.add(json.repository(each)));
    return ok(page(request, all));
  }

  private java.util.stream.Stream<Hosted> visible() {
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

  private Optional<Account> organisationOf(Request request) {
    return hub.accounts.account(request.path("org")).filter(Account::organisation);
  }

  private Future<Answer> organisation(Request request) {
    return organisationOf(request)
        .map(org -> ok(json.organisation(org, org.hasMember(request.login()))))
        .orElseGet(() -> given(Answer.notFound()));
  }

  private Future<Answer> ofOrganisation(Request request) {
    var all = new JsonArray();
    visible()
        .filter(each -> each.owner().login().equalsIgnoreCase(request.path("org")))
        .forEach(each -> all.add(json.minimal(each)));
    return organisationOf(request).isPresent() ? ok(page(request, all)) : given(Answer.notFound());
  }

  private Future<Answer> membership(Request request) {
    var user = hub.accounts.account(request.login()).orElseThrow();
    return organisationOf(request)
        .map(
            org ->
                org.hasMember(user.login())
                    ? ok(json.membership(org, user))
                    : given(Answer.error(403, "You must be a member of this organization")))
        .orElseGet(() -> given(Answer.notFound()));
  }

  private Future<Answer> createOwn(Request request) {
    return create(request, hub.accounts.account(request.login()).orElseThrow());
  }

  private Future<Answer> createInOrganisation(Request request) {
    var org = organisationOf(request);
    if (org.isEmpty()) {
      return given(Answer.notFound());
    }
    return org.get().mayCreatePublic(request.login())
        ? create(request, org.get())
        : given(
            Answer.error(
                403,
                "You need admin access to the organization before adding a repository to it."));
  }

  private Future<Answer> create(Request request, Account owner) {
    var body = request.body();
    var name = body.getString("name", "").replaceAll("[^A-Za-z0-9._-]", "-");
    var description = body.getString("description");
    var bad = badWish(name, description);
    if (bad.isPresent()) {
      return given(bad.get());
    }
    var wanted =
        new Hosted.Wanted(
            description, body.getString("homepage"), body.getBoolean("private", false));
    return hub.reserve(owner, name, wanted, hub.options.delays().creation())
        .map(this::created)
        .orElseGet(() -> given(refused("name", "name already exists on this account")));
  }

  private static Optional<Answer> badWish(String name, String description) {
    if (name.isEmpty()) {
      return Optional.of(refused("name", "name can't be blank"));
    }
    if (name.length() > NAME) {
      return Optional.of(refused("name", "name is too long (maximum is 100 characters)"));
    }
    if (description == null) {
      return Optional.empty();
    }
    if (description.codePointCount(0, description.length()) > DESCRIPTION) {
      return Optional.of(refused("description", "description cannot be more than 350 characters"));
    }
    return description.chars().anyMatch(Character::isISOControl)
        ? Optional.of(refused("description", "description control characters are not allowed"))
        : Optional.empty();
  }

  private static Answer refused(String field, String message) {
    return Answer.invalid("Repository creation failed.", "Repository", field, message);
  }

  private Future<Answer> created(Hosted repository) {
    return hub.onWorker(
        () -> {
          repository.git().create();
          return Answer.of(201, json.full(repository, true))
              .with("Location", hub.urls.api(repository));
        });
  }

  private Future<Answer> get(Request request, Hosted repository) {
    return ok(json.full(repository, repository.owner().hasMember(request.login())));
  }

  private Future<Answer> byId(Request request) {
    return hub.repository(Long.parseLong(request.path("id")))
        .map(repository -> get(request, repository))
        .orElseGet(() -> given(Answer.notFound()));
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
                            page(
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
    var sha =
        new org.eclipse.jgit.lib.ObjectInserter.Formatter()
            .idFor(org.eclipse.jgit.lib.Constants.OBJ_BLOB, content)
            .name();
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
