package io.llmdevops.model;

import io.llmdevops.task.ModelCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What a task has cost so far. A call whose end is not known counts with what was reserved for it,
 * one whose price is not known with no money.
 *
 * @param tokens input and output together
 */
public record Spent(int calls, long tokens, BigDecimal costUsd) {

  public static final Spent NOTHING = new Spent(0, 0, BigDecimal.ZERO);

  public Spent {
    Objects.requireNonNull(costUsd, "costUsd");
  }

  public static Spent on(List<ModelCall> calls) {
    var spent = NOTHING;
    for (var call : calls) {
      spent = spent.with(call);
    }
    return spent;
  }

  public Spent with(ModelCall call) {
    return new Spent(
        calls + 1,
        tokens + call.inputTokens() + call.outputTokens(),
        costUsd.add(call.costUsd().orElse(BigDecimal.ZERO)));
  }
}
