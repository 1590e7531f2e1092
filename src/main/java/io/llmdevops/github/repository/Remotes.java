package io.llmdevops.github.repository;

import io.llmdevops.config.Secret;
import io.llmdevops.git.GitRemote;
import io.llmdevops.git.History;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Repositories on GitHub, by way of their mirrors. What GitHub does not let us do fails with {@link
 * io.llmdevops.git.GitRemoteException}.
 */
final class Remotes {

  /** For one fetch or push as a whole. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mirrors mirrors;
  private final Secret token;
  private final Runnable beforeItIsSent;

  Remotes(Mirrors mirrors, Secret token) {
    this(mirrors, token, () -> {});
  }

  private Remotes(Mirrors mirrors, Secret token, Runnable beforeItIsSent) {
    this.mirrors = mirrors;
    this.token = token;
    this.beforeItIsSent = beforeItIsSent;
  }

  /**
   * The same for one piece of work.
   *
   * @param beforeItIsSent runs right before each request of a fetch; may throw to stop that
   */
  Remotes during(Runnable beforeItIsSent) {
    return new Remotes(mirrors, token, beforeItIsSent);
  }

  Mirrors mirrors() {
    return mirrors;
  }

  /** Brings the mirror to where the repository is, and looks at it there. */
  <T> Future<T> fetched(Place place, Mirrors.Use<T> look) {
    return mirrors.use(
        place.name(),
        mirror -> {
          fetch(place, mirror);
          return look.in(mirror);
        });
  }

  /**
   * The same where the repository is ours; empty where it is somebody else's.
   *
   * @param key whose repository it must be
   */
  <T> Future<Optional<T>> fetchedIfOurs(Place place, RepositoryKey key, Mirrors.Use<T> look) {
    return mirrors.use(
        place.name(),
        mirror ->
            isOurs(fetch(place, mirror), mirror, key)
                ? Optional.of(look.in(mirror))
                : Optional.empty());
  }

  /**
   * See {@link GitRemote#push}.
   *
   * @param beforeItIsSent runs right before each of its requests; may throw to stop that
   */
  Future<Boolean> push(
      Place place, Optional<ObjectId> parent, ObjectId commit, Runnable beforeItIsSent) {
    return mirrors.push(
        place.name(), mirror -> remote(place).during(beforeItIsSent).push(mirror, parent, commit));
  }

  private GitRemote.State fetch(Place place, FileRepository mirror) throws IOException {
    return remote(place).during(beforeItIsSent).fetch(mirror);
  }

  /** A mirror knows of main only: refs beside it are known by having been told of. */
  private static boolean isOurs(GitRemote.State state, FileRepository mirror, RepositoryKey key)
      throws IOException {
    return state.head().isEmpty() ? state.isEmpty() : new History(mirror).isOurs(key);
  }

  private GitRemote remote(Place place) {
    return new GitRemote(place.cloneUrl(), token, PATIENCE);
  }
}
