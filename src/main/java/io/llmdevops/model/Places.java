package io.llmdevops.model;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where a node gets its places among the calls of all nodes. */
interface Places {

  /** Nobody counts. */
  Places UNLIMITED = wanted -> Future.succeededFuture(Optional.of(() -> {}));

  /** A call that may be made. */
  @FunctionalInterface
  interface Place {
    /** The call is over. To be called once. */
    void giveBack();
  }

  /**
   * Waits for a place. To be called again only when it has ended.
   *
   * @param wanted whether anybody still waits for one; safe to ask on any thread
   * @return the place, or nothing where it is no longer wanted; never fails
   */
  Future<Optional<Place>> next(BooleanSupplier wanted);
}
