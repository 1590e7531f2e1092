package io.llmdevops.github.rest;

import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/** Whose repositories they are. */
public final class Owner {

  private static final String USER = "/user";

  private final RestClient rest;
  private final Optional<String> configured;

  /** Touched only where the client is at home. */
  private Future<Account> asked;

  /**
   * @param login the token's user; empty for a token that has none, or does not tell
   * @param name who owns the repositories: that user, or an organisation
   */
  public record Account(String login, String name) {

    public Account {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(name, "name");
    }

    /** Where the API creates repositories for this owner. */
    public String creationPath() {
      return name.equalsIgnoreCase(login) ? "/user/repos" : "/orgs/" + name + "/repos";
    }

    public Repo repo(String repository) {
      return new Repo(name, repository);
    }
  }

  public Owner(RestClient rest, Optional<String> configured) {
    this.rest = rest;
    this.configured = configured;
  }

  /** Asks once, however many want to know; what was answered is kept, a failure is not. */
  public Future<Account> account() {
    return rest.here(
        () -> {
          if (asked == null || asked.failed()) {
            asked = rest.getIfAllowed(USER).map(this::account);
          }
          return asked;
        });
  }

  private Account account(Reply reply) {
    var login = reply.object().getValue("login") instanceof String told ? told : "";
    if (login.isEmpty() && reply.status() != Refusals.FORBIDDEN) {
      throw noApi(reply);
    }
    // A GitHub App's installation is no user, and may not ask for one.
    return configured
        .filter(name -> !name.equalsIgnoreCase(login))
        .or(() -> Optional.of(login).filter(name -> !name.isEmpty()))
        .map(name -> new Account(login, name))
        .orElseThrow(() -> unknown(reply));
  }

  private static RefusedException noApi(Reply reply) {
    return new RefusedException(
        "what answers at GITHUB_API_URL is not GitHub's API (GET /user: HTTP %d without a login): it is https://api.github.com or, for an Enterprise Server, https://HOST/api/v3"
            .formatted(reply.status()));
  }

  private static RefusedException unknown(Reply reply) {
    var toDo =
        Policy.in(reply.said())
            .map(Policy::advice)
            .orElse("set GITHUB_OWNER to the organisation that shall own the repositories");
    return new RefusedException(
        "GitHub does not tell whose GITHUB_TOKEN is (HTTP %d): %s%s"
            .formatted(reply.status(), toDo, Refusals.says(reply)));
  }
}
