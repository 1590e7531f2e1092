package io.llmdevops.task;

import io.vertx.core.Future;
import java.util.Optional;

/** Reading what has been published, wherever it lies. */
public interface Repositories {

  /** The head of {@code main} in the repository that is ours under this key, if it has a commit. */
  Future<Optional<CommitRef>> head(RepositoryKey key);

  /** Every file of a commit. Fails where there is no such commit. */
  Future<FileTree> files(CommitRef commit);

  /**
   * The same for one piece of work.
   *
   * @param beforeItIsAsked runs right before anything is asked of another machine, on whatever
   *     thread; may throw to stop that
   */
  default Repositories during(Runnable beforeItIsAsked) {
    return this;
  }
}
