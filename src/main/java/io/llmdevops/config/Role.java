package io.llmdevops.config;

/** A part of the engine that a node may run. */
public enum Role {
  INTAKE,
  LLM,
  CHECK,
  GITHUB,
  NOTIFICATION
}
