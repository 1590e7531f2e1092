package io.llmdevops.llm;

import io.llmdevops.task.ModelCall;
import java.util.List;

/**
 * What a task has cost so far.
 *
 * @param tokens input and output together
 */
record Spent(int calls, long tokens) {

  static Spent on(List<ModelCall> calls) {
    return calls.stream().reduce(new Spent(0, 0), Spent::with, Spent::plus);
  }

  Spent with(ModelCall call) {
    return new Spent(calls + 1, tokens + call.inputTokens() + call.outputTokens());
  }

  private Spent plus(Spent other) {
    return new Spent(calls + other.calls, tokens + other.tokens);
  }
}
