package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A version is stored and may be checked. */
public record TaskGenerated(TaskId id) {}
