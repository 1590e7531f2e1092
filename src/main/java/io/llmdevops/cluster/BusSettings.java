package io.llmdevops.cluster;

import io.llmdevops.config.ClusterConfig;
import io.vertx.core.eventbus.EventBusOptions;

/**
 * How the event bus goes from node to node. Messages are wake-ups: those for a node that does not
 * answer are not worth keeping for long.
 */
final class BusSettings {

  private static final int CONNECT_MILLIS = 5_000;
  private static final long PING_MILLIS = 5_000;

  private BusSettings() {}

  static EventBusOptions apply(EventBusOptions options) {
    return options
        .setConnectTimeout(CONNECT_MILLIS)
        .setClusterPingInterval(PING_MILLIS)
        .setClusterPingReplyInterval(PING_MILLIS);
  }

  /** Leaves what was named when Vert.x was started, as the stock launcher's options do. */
  static void bind(EventBusOptions options, ClusterConfig config) {
    if (options.getHost() == null) {
      options.setHost(config.host());
    }
    if (options.getPort() == EventBusOptions.DEFAULT_CLUSTER_PORT) {
      options.setPort(config.busPort());
    }
  }
}
