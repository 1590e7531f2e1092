package io.llmdevops.task;

import java.time.Instant;
import java.util.Objects;

/**
 * What a stage has noted down for its own later tries at a task.
 *
 * @param at when it was noted with this value
 */
public record Mark(String value, Instant at) {

  public Mark {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(at, "at");
  }
}
