package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** The tasks that have ended long ago, and what is left of them elsewhere. */
public interface PastTasks {

  /**
   * Removes ended tasks with all that belongs to them, the oldest first; never one whose callback
   * is still to be sent. Several nodes may do so at once.
   *
   * @param age since their acceptance
   * @param limit how many at most
   * @return how many there were
   */
  Future<Integer> remove(Duration age, int limit);

  /**
   * Gives some of the room that removed tasks have left back to the file system, where the store is
   * a file that allows it. What little is left over is used again by the tasks to come.
   *
   * @return whether there is more to give back
   */
  Future<Boolean> giveBackRoom();

  /** Which of these tasks the store does not know, or not any more. */
  Future<Set<TaskId>> unknown(Collection<TaskId> ids);

  /**
   * Which of these repositories no task of the store has, or may come to have.
   *
   * @param repositories by their names; one that is no name of {@link RepositoryKey#names} counts
   *     as used
   */
  Future<Set<String>> unused(Collection<String> repositories);
}
