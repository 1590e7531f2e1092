package io.llmdevops.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How the stages work.
 *
 * @param lease how long a claim lasts without renewal
 * @param tick how often a stage looks for due rows unasked
 * @param drain how long a stage waits for its tasks under way when it stops
 * @param taskTimeout a task that is not live by this age fails
 * @param maxBacklog unfinished tasks before intake answers 503
 * @param stages how much of each a node runs
 */
public record PipelineConfig(
    Duration lease,
    Duration tick,
    Duration drain,
    Duration taskTimeout,
    int maxBacklog,
    StagesConfig stages) {

  private static final Duration USUAL_DRAIN = Duration.ofSeconds(10);

  public PipelineConfig {
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(tick, "tick");
    Objects.requireNonNull(drain, "drain");
    Objects.requireNonNull(taskTimeout, "taskTimeout");
    Objects.requireNonNull(stages, "stages");
  }

  /** With the drain and the stages as they are unless somebody says otherwise. */
  public PipelineConfig(Duration lease, Duration tick, Duration taskTimeout, int maxBacklog) {
    this(lease, tick, USUAL_DRAIN, taskTimeout, maxBacklog, StagesConfig.USUAL);
  }
}
