package io.llmdevops.pipeline;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.util.Optional;
import java.util.OptionalInt;

/** Rows for tests. */
final class Tasks {

  private Tasks() {}

  /** One that is new at {@link SettableClock#START}. */
  static Task accepted() {
    var none = Optional.<String>empty();
    return new Task(
        TaskId.random(),
        "a@b.c",
        "t",
        1,
        "n",
        "https://example.com",
        TaskState.ACCEPTED,
        1,
        SettableClock.START,
        SettableClock.START.plus(Deadline.PROMISE),
        OptionalInt.empty(),
        none,
        none,
        none,
        none,
        none,
        none);
  }
}
