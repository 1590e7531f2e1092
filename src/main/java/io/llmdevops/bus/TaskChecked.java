package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A version has been chosen and may be published. */
public record TaskChecked(TaskId id) {}
