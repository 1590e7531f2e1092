package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A task is stored and a model may write it. */
public record TaskAccepted(TaskId id) {}
