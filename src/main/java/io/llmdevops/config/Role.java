package io.llmdevops.config;

import java.util.Locale;

/** A part of the engine that a node may run. */
public enum Role {
  INTAKE,
  LLM,
  CHECK,
  GITHUB,
  NOTIFICATION;

  /** As in the configuration. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
