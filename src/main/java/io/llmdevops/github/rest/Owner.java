package io.llmdevops.github.rest;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/** Whose repositories they are. */
public final class Owner {

  /**
   * @param login the token's user
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

  public Owner(RestClient rest, Optional<String> configured) {}

  /** Asks once; what was answered is kept. */
  public Future<Account> account() {
    throw new UnsupportedOperationException();
  }
}
