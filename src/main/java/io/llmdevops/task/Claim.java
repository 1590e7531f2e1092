package io.llmdevops.task;

import java.util.Objects;

/**
 * The right to work on a task until its lease runs out.
 *
 * @param task the row as claimed
 * @param fence grows with every claim; a write under an older one is refused
 */
public record Claim(Task task, long fence) {

  public Claim {
    Objects.requireNonNull(task, "task");
  }

  public TaskId id() {
    return task.id();
  }
}
