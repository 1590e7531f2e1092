package io.llmdevops.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.OptionalInt;

/** How many there are in the cluster, whichever cluster manager keeps it. */
final class Members {

  private Members() {}

  /** Asks nobody else; empty where this node is not, or is not any more, a member. */
  static OptionalInt of(Vertx vertx) {
    var cluster = ((VertxInternal) vertx).clusterManager();
    if (cluster == null || !cluster.isActive()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(cluster.getNodes().size());
    } catch (RuntimeException justLeaving) {
      return OptionalInt.empty();
    }
  }
}
