package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A version must be repaired by a model. */
public record TaskRejected(TaskId id) {}
