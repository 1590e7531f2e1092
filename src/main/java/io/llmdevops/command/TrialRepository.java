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
    return access.get(list).map(reply -> newest(reply, owner));
  }

  private static Optional<TrialRepository> newest(Reply list, String owner) {
    return list.array().stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .filter(repo -> OURS.matcher(repo.getString("name", "")).matches())
        .filter(repo -> !repo.getBoolean("archived", false))
        .findFirst()
        .map(repo -> of(repo, owner));
  }

  private static TrialRepository of(JsonObject repo, String owner) {
    return new TrialRepository(
        new Repo(owner, repo.getString("name")), URI.create(repo.getString("clone_url")));
  }

  /** What a person calls it. */
  String name() {
    return repo.owner() + "/" + repo.name();
  }
}
