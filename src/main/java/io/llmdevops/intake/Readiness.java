package io.llmdevops.intake;

import io.llmdevops.task.Standing;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What it takes for tasks to be taken in and worked on.
 *
 * @param store where they are kept
 * @param listening whether what this node is there for is up: the API, where it serves one
 * @param standing how the nodes stand together; empty for one that is alone
 */
public record Readiness(
    TaskStore store, BooleanSupplier listening, Supplier<Future<Optional<Standing>>> standing) {

  public Readiness {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(listening, "listening");
    Objects.requireNonNull(standing, "standing");
  }

  /** Of a node that is alone. */
  public Readiness(TaskStore store, BooleanSupplier listening) {
    this(store, listening, () -> Future.succeededFuture(Optional.empty()));
  }
}
