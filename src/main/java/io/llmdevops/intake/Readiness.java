package io.llmdevops.intake;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What it takes for tasks to be taken in and worked on.
 *
 * @param condition of the store and the nodes that share it
 * @param listening whether what this node is there for is up: the API, where it serves one
 */
public record Readiness(Condition condition, BooleanSupplier listening) {

  public Readiness {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(listening, "listening");
  }
}
