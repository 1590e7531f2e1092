package io.llmdevops.task;

import java.util.List;
import java.util.Optional;

/**
 * A page of tasks, newest first.
 *
 * @param next where the following page starts, if there is one; opaque to clients
 */
public record TaskPage(List<Task> tasks, Optional<String> next) {

  /**
   * What to list.
   *
   * @param after a {@link TaskPage#next} of before
   */
  public record Query(Optional<TaskState> state, int limit, Optional<String> after) {}

  public TaskPage {
    tasks = List.copyOf(tasks);
  }
}
