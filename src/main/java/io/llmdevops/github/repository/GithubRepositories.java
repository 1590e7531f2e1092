package io.llmdevops.github.repository;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.History;
import io.llmdevops.github.rest.Owner;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The repositories of one owner on GitHub, read by way of mirrors below {@link
 * StoreConfig#mirrors()}. Fails with {@link io.llmdevops.task.HeldUpException} and {@link
 * RefusedException}.
 */
public final class GithubRepositories implements Repositories {

  private final RepositoryApi api;
  private final Remotes remotes;
  private final GitTrouble trouble;

  public GithubRepositories(
      Vertx vertx, GithubConfig config, StoreConfig store, RestClient rest, Owner owner) {
    this.api = new RepositoryApi(rest, owner, config.apiUrl());
    this.remotes = new Remotes(new Mirrors(vertx, store.mirrors()), config.token());
    this.trouble = new GitTrouble(config.pace().closed(), Clock.systemUTC());
  }

  private GithubRepositories(RepositoryApi api, Remotes remotes, GitTrouble trouble) {
    this.api = api;
    this.remotes = remotes;
    this.trouble = trouble;
  }

  @Override
  public GithubRepositories during(Runnable beforeItIsAsked) {
    return new GithubRepositories(
        api.during(beforeItIsAsked), remotes.during(beforeItIsAsked), trouble);
  }

  RepositoryApi api() {
    return api;
  }

  Remotes remotes() {
    return remotes;
  }

  GitTrouble trouble() {
    return trouble;
  }

  @Override
  public Future<Optional<CommitRef>> head(RepositoryKey key) {
    return head(key, key.names());
  }

  private Future<Optional<CommitRef>> head(RepositoryKey key, List<String> names) {
    if (names.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return api.find(names.get(0))
        .compose(found -> found.map(there -> head(key, there)).orElse(nothing()))
        .compose(
            head ->
                head.isPresent()
                    ? Future.succeededFuture(head)
                    : head(key, names.subList(1, names.size())));
  }

  private static <T> Future<Optional<T>> nothing() {
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<CommitRef>> head(RepositoryKey key, Found found) {
    var name = found.place().name();
    return remotes
        .fetchedIfOurs(found.place(), key, mirror -> usableHead(found, mirror))
        .map(ours -> ours.flatMap(head -> head).map(head -> new CommitRef(name, head.name())))
        .recover(cause -> notRead(found, cause));
  }

  /** What is public only takes a moment to be there; what is private may be kept from the token. */
  private <T> Future<T> notRead(Found found, Throwable cause) {
    return GitTrouble.isNotThere(cause) && found.bar().isPresent()
        ? Future.failedFuture(GitTrouble.stillNotThere(found.place()))
        : trouble.reading(found.place(), cause);
  }

  /** Better said now than after a model was paid for what cannot be pushed. */
  private static Optional<ObjectId> usableHead(Found found, FileRepository mirror)
      throws IOException {
    found.requireUsable();
    return new History(mirror).head();
  }

  /**
   * Removes the mirror of a repository unless it was used later than that; never while it is being
   * used. Nothing is lost: it is fetched again when it is needed.
   *
   * @return whether there was one to remove
   */
  public Future<Boolean> removeMirror(String name, Instant since) {
    return remotes.mirrors().removeUnlessUsed(name, since);
  }

  @Override
  public Future<FileTree> files(CommitRef commit) {
    var sha = ObjectId.fromString(commit.sha());
    return remotes
        .mirrors()
        .use(commit.repository(), mirror -> filesIn(mirror, sha))
        .compose(
            files ->
                files.isPresent()
                    ? Future.succeededFuture(files.get())
                    : fetchedFiles(commit, sha));
  }

  private Future<FileTree> fetchedFiles(CommitRef commit, ObjectId sha) {
    return api.find(commit.repository())
        .compose(found -> found.map(there -> fetchedFiles(there, sha)).orElse(nothing()))
        .map(files -> files.orElseThrow(() -> gone(commit)));
  }

  private Future<Optional<FileTree>> fetchedFiles(Found found, ObjectId sha) {
    return remotes
        .fetched(found.place(), mirror -> filesIn(mirror, sha))
        .recover(cause -> notRead(found, cause));
  }

  private static Optional<FileTree> filesIn(FileRepository mirror, ObjectId commit)
      throws IOException {
    return mirror.getObjectDatabase().has(commit)
        ? Optional.of(new History(mirror).files(commit))
        : Optional.empty();
  }

  private static RefusedException gone(CommitRef commit) {
    return new RefusedException(
        "the commit %s of %s, which this round builds on, is not on GitHub any more: send the round"
                .formatted(commit.sha(), commit.repository())
            + " again, with a new nonce, to build on what is there now");
  }
}
