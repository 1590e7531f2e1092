package io.llmdevops.github.standin;

import static io.llmdevops.github.standin.RepositoryRoutes.given;
import static io.vertx.core.http.HttpMethod.POST;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The creation of repositories. */
final class CreationRoutes {

  private static final int DESCRIPTION = 350;
  private static final int NAME = 100;

  private final Hub hub;
  private final RepositoryJson json;

  CreationRoutes(Hub hub) {
    this.hub = hub;
    json = new RepositoryJson(hub);
  }

  List<Route> all() {
    var creating = Needs.of("administration=write");
    return List.of(
        new Route(POST, "/user/repos", creating, this::createOwn),
        new Route(POST, "/orgs/{org}/repos", creating, this::createInOrganisation));
  }

  private Future<Answer> createOwn(Request request) {
    return create(request, hub.accounts.account(request.login()).orElseThrow());
  }

  private Future<Answer> createInOrganisation(Request request) {
    var org = AccountRoutes.organisation(hub, request);
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
}
