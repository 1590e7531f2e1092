package io.llmdevops.pipeline;

import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** How a step ended; the facts are stored in the same transaction. */
public sealed interface Outcome {

  List<Fact> facts();

  /** The task moves on. */
  record Advance(TaskState to, String detail, List<Fact> facts) implements Outcome {
    public Advance {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(detail, "detail");
      facts = List.copyOf(facts);
    }
  }

  /** The same step again, no earlier than after this time. */
  record Retry(Duration after, String why, List<Fact> facts) implements Outcome {
    public Retry {
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(why, "why");
      facts = List.copyOf(facts);
    }
  }

  /** The task ends as failed; the error is shown to whoever may read the task. */
  record Fail(String error, List<Fact> facts) implements Outcome {
    public Fail {
      Objects.requireNonNull(error, "error");
      facts = List.copyOf(facts);
    }
  }

  static Outcome advance(TaskState to, String detail, Fact... facts) {
    return new Advance(to, detail, List.of(facts));
  }

  static Outcome retry(Duration after, String why, Fact... facts) {
    return new Retry(after, why, List.of(facts));
  }

  static Outcome fail(String error, Fact... facts) {
    return new Fail(error, List.of(facts));
  }
}
