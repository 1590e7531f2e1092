package io.llmdevops.config;

import java.util.Objects;

/** How the log is written. */
public record LogConfig(Format format, Level level) {

  /** One line of text, or one JSON object, per event. */
  public enum Format {
    TEXT,
    JSON
  }

  /** From here upwards. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  public LogConfig {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(level, "level");
  }
}
