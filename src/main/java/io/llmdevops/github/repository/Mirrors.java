package io.llmdevops.github.repository;

import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.GitRemoteException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the repositories on GitHub, by name. One at a time works in one of them, and whoever
 * waits for that holds no thread.
 */
final class Mirrors {

  private static final Logger log = LoggerFactory.getLogger(Mirrors.class);
  private static final int THREADS = 4;

  /** One pushes at a time; another may still be hanging on after its turn is over. */
  private static final int PUSHING_THREADS = 2;

  private static final long LONGEST_MINUTES = 5;

  private final Vertx vertx;
  private final Path root;
  private final BareRepositories folder;
  private final WorkerExecutor workers;
  private final WorkerExecutor pushers;
  private final Future<Void> tidied;
  private final Map<String, Future<Void>> last = new ConcurrentHashMap<>();

  Mirrors(Vertx vertx, Path root) {
    this.vertx = vertx;
    this.root = root;
    this.folder = new BareRepositories(root);
    this.workers = threads("mirrors", THREADS);
    this.pushers = threads("pushes", PUSHING_THREADS);
    this.tidied = workers.executeBlocking(this::tidy, false);
  }

  private WorkerExecutor threads(String name, int number) {
    return vertx.createSharedWorkerExecutor(name, number, LONGEST_MINUTES, TimeUnit.MINUTES);
  }

  /** What is done in a mirror, once more with an empty one where it was damaged. Blocking. */
  @FunctionalInterface
  interface Use<T> {
    T in(FileRepository mirror) throws IOException;
  }

  /**
   * Does this in the mirror of that name, which is an empty one where there was none; answers on
   * the caller's context.
   */
  <T> Future<T> use(String name, Use<T> use) {
    return inTurn(workers, name, () -> open(name, use));
  }

  /**
   * The same for a push, which waits for no thread that fetches: it has the turn to change
   * something, for which all nodes wait.
   */
  <T> Future<T> push(String name, Use<T> use) {
    return inTurn(pushers, name, () -> open(name, use));
  }

  /**
   * Removes the mirror of that name unless it was used later than that: it costs a fetch if it is
   * wanted again.
   *
   * @return whether there was one to remove
   */
  Future<Boolean> removeUnlessUsed(String name, Instant since) {
    return inTurn(workers, name, () -> folder.removeUnlessUsed(name, since));
  }

  private <T> Future<T> inTurn(WorkerExecutor threads, String name, Callable<T> work) {
    var ended = Promise.<Void>promise();
    var before = last.put(name, ended.future());
    return onCallersContext(before == null ? tidied : before)
        .compose(free -> threads.executeBlocking(work, false))
        .andThen(
            done -> {
              last.remove(name, ended.future());
              ended.complete();
            });
  }

  /** Whoever was there before belongs to another context. */
  private Future<Void> onCallersContext(Future<Void> free) {
    var caller = vertx.getOrCreateContext();
    var here = Promise.<Void>promise();
    free.onComplete((none, cause) -> caller.runOnContext(now -> here.complete(none, cause)));
    return here.future();
  }

  private Void tidy() throws IOException {
    folder.removeUnfinished();
    return null;
  }

  /** It is but a copy: what cannot be used is made anew. */
  private <T> T open(String name, Use<T> use) throws IOException {
    try {
      return once(name, use);
    } catch (GitRemoteException theirs) {
      throw theirs;
    } catch (IOException | RevWalkException damaged) {
      log.warn("the copy of {} is damaged and made anew: {}", name, damaged.toString());
      FileUtils.delete(
          root.resolve(name + ".git").toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
      return once(name, use);
    }
  }

  private <T> T once(String name, Use<T> use) throws IOException {
    try (var mirror = folder.openOrCreate(name)) {
      folder.markUsed(mirror);
      folder.removeLeftovers(mirror);
      return use.in(mirror);
    }
  }
}
