package io.llmdevops.pipeline;

import io.llmdevops.task.TaskState;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What one stage works on, and how.
 *
 * @param name for logs
 * @param states whose rows it claims
 * @param concurrency steps under way at once
 * @param lease how long a claim lasts without renewal
 * @param tick how often it looks for due rows unasked
 * @param drain how long steps under way are waited for when it stops
 * @param taskTimeout a task that is not live by this age fails
 */
public record StageSettings(
    String name,
    Set<TaskState> states,
    int concurrency,
    Duration lease,
    Duration tick,
    Duration drain,
    Duration taskTimeout) {

  public StageSettings {
    Objects.requireNonNull(name, "name");
    states = Set.copyOf(states);
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency " + concurrency);
    }
  }
}
