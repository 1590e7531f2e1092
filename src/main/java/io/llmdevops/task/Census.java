package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/** What there is to count in the store. */
public interface Census {

  /**
   * How the tasks stand.
   *
   * @param tasks how many there are in each state
   * @param waiting for how long the oldest of each state has been due and unclaimed; no entry where
   *     none is
   */
  record Count(Map<TaskState, Long> tasks, Map<TaskState, Duration> waiting) {
    public Count {
      tasks = Map.copyOf(tasks);
      waiting = Map.copyOf(waiting);
    }
  }

  Future<Count> take();
}
