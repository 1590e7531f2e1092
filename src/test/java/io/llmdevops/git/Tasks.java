package io.llmdevops.git;

import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Rows for tests. */
public final class Tasks {

  /** When they were accepted. */
  public static final Instant ACCEPTED = Instant.parse("2026-11-22T20:15:30.987Z");

  private Tasks() {}

  /** A task whose first version may be published. */
  public static Task task(String email, String task, int round, String nonce) {
    return new Task(
        TaskId.random(),
        email,
        task,
        round,
        nonce,
        "http://localhost/callback",
        TaskState.CHECKED,
        1,
        ACCEPTED,
        ACCEPTED.plus(Duration.ofMinutes(10)),
        OptionalInt.of(1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
