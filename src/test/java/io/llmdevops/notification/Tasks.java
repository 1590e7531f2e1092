package io.llmdevops.notification;

import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Tasks whose callback is due. */
final class Tasks {

  static final Instant ACCEPTED_AT = Instant.parse("2026-03-01T12:00:00Z");

  private Tasks() {}

  static Task task(TaskState state, String evaluationUrl, int attempts, Optional<String> error) {
    return new Task(
        TaskId.random(),
        "ada@example.com",
        "tip-splitter \"ü\"",
        3,
        "nonce-1",
        evaluationUrl,
        state,
        attempts,
        ACCEPTED_AT,
        ACCEPTED_AT.plus(Deadline.PROMISE),
        OptionalInt.of(1),
        Optional.of("tip-splitter-abcdef"),
        Optional.empty(),
        Optional.of("https://git.example/tip-splitter-abcdef.git"),
        Optional.of("0123456789012345678901234567890123456789"),
        Optional.of("https://pages.example/tip-splitter-abcdef/"),
        error);
  }

  static Task live(String evaluationUrl) {
    return task(TaskState.LIVE, evaluationUrl, 1, Optional.empty());
  }

  static Work work(Task task, Clock clock) {
    return work(task, clock, Duration.ofSeconds(30));
  }

  static Work work(Task task, Clock clock, Duration lease) {
    var held = new Lease(() -> 1, lease, 0);
    return new Work(new Claim(task, 1), held, new Deadline(clock, task), null);
  }
}
