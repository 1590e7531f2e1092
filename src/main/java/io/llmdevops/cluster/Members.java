package io.llmdevops.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.OptionalInt;

/** How many there are in the cluster, whichever cluster manager keeps it. */
public final class Members {

  private Members() {}

  /** Asks nobody else; none where this node is no member any more, empty without a cluster. */
  public static OptionalInt of(Vertx vertx) {
    var cluster = ((VertxInternal) vertx).clusterManager();
    if (cluster == null) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(cluster.isActive() ? cluster.getNodes().size() : 0);
    } catch (RuntimeException droppedOut) {
      return OptionalInt.of(0);
    }
  }
}
