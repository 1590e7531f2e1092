package io.llmdevops.cluster;

import io.llmdevops.config.ClusterConfig;
import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.Logging;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ServiceLoader;

/**
 * Has every clustered Vert.x of this class path join by our settings, whoever starts it. Another
 * cluster manager on the class path goes before it. One that is not clustered is left alone:
 * nothing is read for it.
 */
public final class ClusterProvider implements VertxServiceProvider {

  @Override
  public void init(VertxBootstrap vertx) {
    var isOurs =
        vertx.clusterManager() == null
            || vertx.clusterManager().getClass() == HazelcastClusterManager.class;
    if (isOurs && !isThereAnother()) {
      var bus = BusSettings.apply(vertx.options().getEventBusOptions());
      vertx.clusterManager(new Membership(ClusterProvider::configured, bus));
    }
  }

  private static boolean isThereAnother() {
    return ServiceLoader.load(VertxServiceProvider.class).stream()
        .map(ServiceLoader.Provider::type)
        .anyMatch(
            type ->
                ClusterManager.class.isAssignableFrom(type)
                    && type != HazelcastClusterManager.class);
  }

  /** Sets up the log, too: under the stock launcher nobody has done so yet. */
  private static ClusterConfig configured() {
    var config = new ConfigReader().clustered().onlyLooking().read().config();
    Logging.configure(config.log(), config.secrets());
    return config.cluster().orElseThrow();
  }
}
