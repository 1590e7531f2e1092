package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A version is pushed; its page may be waited for. */
public record TaskPublished(TaskId id) {}
