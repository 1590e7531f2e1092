package io.llmdevops.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long what has ended is kept.
 *
 * @param age of finished tasks; empty keeps all
 */
public record RetentionConfig(Optional<Duration> age) {

  public RetentionConfig {
    Objects.requireNonNull(age, "age");
  }
}
