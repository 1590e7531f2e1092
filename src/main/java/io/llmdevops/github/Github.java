package io.llmdevops.github;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.github.repository.GithubRepositories;
import io.llmdevops.github.rest.Owner;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * What all parts of a node that speak to GitHub share, so that they ask one after the other and in
 * one copy of each repository at a time.
 */
public record Github(GithubConfig config, RestClient rest, GithubRepositories repositories) {

  public Github {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(rest, "rest");
    Objects.requireNonNull(repositories, "repositories");
  }

  /** Asks GitHub nothing yet. */
  public static Github of(Vertx vertx, GithubConfig config, StoreConfig store, TokenLimits limits) {
    var rest = new RestClient(vertx, config, limits);
    var owner = new Owner(rest, config.owner());
    return new Github(config, rest, new GithubRepositories(vertx, config, store, rest, owner));
  }

  /** Where versions are published, for people. */
  public String destination() {
    return config.owner().orElse("the token's user") + " through " + config.apiUrl();
  }
}
