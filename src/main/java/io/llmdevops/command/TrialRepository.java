package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.Repo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository to try things on that change nothing.
 *
 * @param cloneUrl what git takes
 */
record TrialRepository(Repo repo, URI cloneUrl) {

  /** See {@link io.llmdevops.task.RepositoryKey#names}. */
  private static final Pattern OURS =
      Pattern.compile("[a-z0-9-]{1,80}-([0-9a-f]{6}|[0-9a-f]{12}|[0-9a-f]{24})");

  private static final String NEWEST_FIRST = "&sort=created&direction=desc&per_page=100";

  TrialRepository {
    Objects.requireNonNull(repo, "repo");
    Objects.requireNonNull(cloneUrl, "cloneUrl");
  }

  /** The newest of this owner's that is called as the engine calls its own, if there is one. */
  static Future<Optional<TrialRepository>> newest(
      GithubAccess access, TokenHolder holder, String owner) {
    var list =
        holder.is(owner)
            ? "/user/repos?visibility=public&affiliation=owner" + NEWEST_FIRST
            : "/orgs/" + owner + "/repos?type=public" + NEWEST_FIRST;
    return access
        .get(list)
        .compose(
            reply ->
                newest(reply)
                    .map(found -> whole(access, new Repo(owner, found.getString("name")), found))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private static Optional<JsonObject> newest(Reply list) {
    return list.array().stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(repo -> OURS.matcher(repo.getString("name", "")).matches())
        .filter(repo -> !repo.getBoolean("archived", false))
        .findFirst();
  }

  /** GitHub's description of an organisation's list does not promise the address for git. */
  private static Future<Optional<TrialRepository>> whole(
      GithubAccess access, Repo repo, JsonObject listed) {
    return listed.getString("clone_url") == null
        ? access.get(repo.path()).map(reply -> of(repo, reply.object()))
        : Future.succeededFuture(of(repo, listed));
  }

  private static Optional<TrialRepository> of(Repo repo, JsonObject told) {
    return Optional.ofNullable(told.getString("clone_url"))
        .map(url -> new TrialRepository(repo, URI.create(url)));
  }

  /** What a person calls it. */
  String name() {
    return repo.owner() + "/" + repo.name();
  }
}
