package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The truth about every task. All times are the store's own clock's, all writes durable before
 * their future succeeds. Writes under a claim fail with {@link LeaseLostException} when its fencing
 * number is no longer the row's. Everything fails with {@link StoreUnavailableException} while the
 * store cannot be used, and may then be tried again in the same words: what was done already, the
 * answer being lost, is done once.
 */
public interface TaskStore {

  /** Stores a new task, unless it is known already or too many are unfinished. */
  Future<Acceptance> accept(NewTask task, int maxUnfinished);

  /**
   * Claims due tasks in one of these states for this node, oldest due first, passing over tasks
   * with an earlier one of the same repository that has not cleared it. A claimed task is due again
   * when its lease runs out.
   */
  Future<List<Claim>> claim(Set<TaskState> states, int limit);

  /** Keeps a claim for another lease, counted from now. */
  Future<Void> renew(Claim claim);

  /** Stores facts while the step goes on. */
  Future<Void> record(Claim claim, List<Fact> facts);

  /**
   * Ends the claim: the facts are stored, the task moves on and is due at once where that state is
   * not final.
   *
   * @return a task of the same repository that may start because of this, if there is one
   * @throws IllegalArgumentException where the move is not legal
   */
  Future<Optional<TaskId>> advance(Claim claim, TaskState to, String detail, List<Fact> facts);

  /** Ends the claim: the task stays where it is and is due again after that time. */
  Future<Void> retry(Claim claim, Duration after, String detail, List<Fact> facts);

  /**
   * Lets every task that is due in this state, and that nobody works on, wait: it is due again
   * after that time, or when it reaches that age where that comes first.
   *
   * @return how many there were
   */
  Future<Integer> putOff(TaskState state, Duration after, Duration age, String detail);

  /**
   * Ends every claim of this node, as at its start and at its end: what was under way is due before
   * what has waited since.
   *
   * @return how many there were
   */
  Future<Integer> releaseAll();

  /** The request of a task. Fails where there is no such task. */
  Future<TaskRequest> request(TaskId id);

  /** The versions of a task, oldest first. */
  Future<List<Version>> versions(TaskId id);

  /**
   * The picture of the newest published version; before there is one, of the newest that has a
   * picture.
   */
  Future<Optional<Picture>> picture(TaskId id);

  /** What was {@link Fact.Marked} for a task, by name. */
  Future<Map<String, Mark>> marks(TaskId id);

  /** All there is to say of a task, if it is known. */
  Future<Optional<TaskReport>> report(TaskId id);

  Future<TaskPage> list(TaskPage.Query query);

  /**
   * Writes something, and succeeds where it is on the disk; fails for a while after a task could
   * not be stored.
   */
  Future<Void> ping();
}
