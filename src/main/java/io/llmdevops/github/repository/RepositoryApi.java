package io.llmdevops.github.repository;

import io.llmdevops.github.rest.Owner;
import io.llmdevops.github.rest.Owner.Account;
import io.llmdevops.github.rest.Policy;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The repositories of one owner, as GitHub's API shows and creates them (GitHub Docs, "REST API
 * endpoints for repositories"). Fails as {@link RestClient} does.
 */
final class RepositoryApi {

  private static final String GITHUB = "api.github.com";

  /** As a message, or as the code that GitHub documents for it. */
  private static final Pattern TAKEN = Pattern.compile("name already.exists");

  private final RestClient rest;
  private final Owner owner;
  private final URI api;

  RepositoryApi(RestClient rest, Owner owner, URI api) {
    this.rest = rest;
    this.owner = owner;
    this.api = api;
  }

  /** See {@link RestClient#during}. */
  RepositoryApi during(Runnable beforeItIsSent) {
    return new RepositoryApi(rest.during(beforeItIsSent), owner, api);
  }

  /** Where the API is. */
  URI url() {
    return api;
  }

  Future<Account> account() {
    return owner.account();
  }

  Future<Optional<Found>> find(String name) {
    return owner
        .account()
        .compose(account -> rest.getOrRedirect(account.repo(name).path()))
        .map(reply -> found(name, reply));
  }

  private Optional<Found> found(String name, Reply reply) {
    if (reply.status() == 404) {
      return Optional.empty();
    }
    if (reply.status() / 100 == 3) {
      throw GitTrouble.movedAway(name);
    }
    if (reply.status() != 200) {
      throw new RefusedException(
          "GitHub does not show the repository " + name + ": " + told(reply));
    }
    return Optional.of(Found.of(name, reply.object(), api));
  }

  /**
   * Creates a public one with nothing in it.
   *
   * @return empty where the owner has one of that name already, or may have it now
   */
  Future<Optional<Place>> create(String name, String description, Runnable beforeItIsSent) {
    return owner
        .account()
        .compose(
            account ->
                rest.change(
                        HttpMethod.POST,
                        account.creationPath(),
                        wanted(account, name, description),
                        beforeItIsSent)
                    .map(reply -> created(account, name, reply)));
  }

  private JsonObject wanted(Account account, String name, String description) {
    var wanted =
        new JsonObject()
            .put("name", name)
            .put("description", description)
            .put("private", false)
            .put("auto_init", false);
    return GITHUB.equalsIgnoreCase(api.getHost())
        ? wanted.put("homepage", homepage(account, name))
        : wanted;
  }

  private static String homepage(Account account, String name) {
    return "https://" + account.name().toLowerCase(Locale.ROOT) + ".github.io/" + name + "/";
  }

  private Optional<Place> created(Account account, String name, Reply reply) {
    if (reply.isSuccess()) {
      // Whatever else answers so, an API that takes its time say: it is looked for.
      return Optional.of(reply.object())
          .filter(answered -> answered.containsKey("clone_url"))
          .map(answered -> Place.of(name, answered, api));
    }
    if (reply.status() == 422 && TAKEN.matcher(reply.said()).find()) {
      return Optional.empty();
    }
    if (reply.status() == 404) {
      throw new RefusedException(
          "GitHub does not let the token create repositories for "
              + account.name()
              + ": look whether GITHUB_OWNER is right, whether the token's user belongs to it, and"
              + " whether the token may be used there (fine-grained: "
              + account.name()
              + " as its resource owner, with the permission Administration; classic: the scope"
              + " public_repo)");
    }
    throw new RefusedException(
        "GitHub does not create the repository "
            + name
            + " for "
            + account.name()
            + ": "
            + told(reply)
            + Policy.in(reply.said()).map(policy -> "; " + policy.advice()).orElse(""));
  }

  private static String told(Reply reply) {
    return "it answers %d %s".formatted(reply.status(), reply.said()).strip();
  }
}
