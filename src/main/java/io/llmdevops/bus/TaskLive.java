package io.llmdevops.bus;

import io.llmdevops.task.TaskId;

/** A page is live; the callback may be sent. */
public record TaskLive(TaskId id) {}
