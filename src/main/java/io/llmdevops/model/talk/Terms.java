package io.llmdevops.model.talk;

import io.llmdevops.model.Budget;
import io.llmdevops.model.Gate;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * On what terms models are called for a task.
 *
 * @param purpose decides whose turn comes first
 * @param timeLeft for waiting and calling; throws {@link HardStopException} where none is left
 * @param longestCall a call gets no more time than that
 */
public record Terms(
    Budget budget,
    Gate gate,
    Gate.Purpose purpose,
    Supplier<Duration> timeLeft,
    Duration longestCall) {

  public Terms {
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(timeLeft, "timeLeft");
    Objects.requireNonNull(longestCall, "longestCall");
  }

  Duration timeOfCall() {
    var left = timeLeft.get();
    return left.compareTo(longestCall) < 0 ? left : longestCall;
  }
}
