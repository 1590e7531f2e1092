package io.llmdevops.retention;

import io.vertx.core.Future;
import java.time.Instant;

/** Removes copies of repositories that lie elsewhere. */
@FunctionalInterface
public interface MirrorRemoval {

  /**
   * Removes the copy of the repository of that name, but not while it is being used, and not if it
   * was used later than that.
   *
   * @return whether there was one to remove
   */
  Future<Boolean> remove(String name, Instant since);
}
