package io.llmdevops.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import io.llmdevops.config.ClusterConfig;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/**
 * How Hazelcast is set up (Hazelcast Platform 5.3, "System Properties"; Vert.x Hazelcast Cluster
 * Manager, "Using an existing Hazelcast cluster" and "Changing the configuration").
 */
public final class HazelcastSettings {

  private static final String CLUSTER_NAME = "llm-devops-engine";
  private static final String LOGGING = "hazelcast.logging.type";
  private static final String SUBSCRIPTIONS = "__vertx.subs";
  private static final String OWN_FILE = "vertx.hazelcast.config";

  /** Of any cluster: nothing goes to its maker, and what it says goes to our log. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          LOGGING,
          "slf4j",
          "hazelcast.phone.home.enabled",
          "false",
          "hazelcast.health.monitoring.level",
          "OFF");

  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.socket.server.bind.any", "false"),
          Map.entry("hazelcast.socket.client.bind.any", "false"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          // Dead after so long in silence; Hazelcast's own choice is a minute.
          Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "12"),
          // Halves that see each other again become one; Hazelcast's own choice is five minutes.
          Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
          // What waits for a member that has gone must not keep a worker thread for a minute.
          Map.entry("hazelcast.operation.call.timeout.millis", "15000"),
          // There are some hundred subscriptions to keep, not gigabytes of data.
          Map.entry("hazelcast.partition.count", "31"),
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "2"),
          Map.entry("hazelcast.io.thread.count", "2"),
          Map.entry("hazelcast.event.thread.count", "1"),
          Map.entry("hazelcast.metrics.enabled", "false"));

  private HazelcastSettings() {}

  /**
   * The operator's own configuration where there is one, by {@code CLUSTER_CONFIG} or in one of the
   * places where vertx-hazelcast looks; else what the settings say. Looks up the host's name.
   *
   * @throws CannotJoinException where the file or the address is no good
   */
  static Config of(ClusterConfig cluster) {
    // In any case: the event bus listens there, after Hazelcast has joined.
    var address = address(cluster.host());
    var config =
        cluster.configuration().map(OwnConfiguration::new).map(OwnConfiguration::read).orElse(null);
    if (config == null) {
      config = isThereOneOfVertx() ? ConfigUtil.loadConfig() : ours(cluster, address);
    }
    ALWAYS.forEach(config.getProperties()::putIfAbsent);
    keepSubscriptions(config);
    return config;
  }

  /**
   * Reads a configuration of the operator's own. Blocks.
   *
   * @throws CannotJoinException where Hazelcast cannot
   */
  public static void check(Path configuration) {
    logByOurs();
    new OwnConfiguration(configuration).read();
  }

  /** Before its first class is loaded: some of them ask nothing but the system's properties. */
  static void logByOurs() {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "slf4j");
    }
  }

  private static boolean isThereOneOfVertx() {
    return System.getProperty(OWN_FILE) != null
        || HazelcastSettings.class.getClassLoader().getResource("cluster.xml") != null;
  }

  private static Config ours(ClusterConfig cluster, InetAddress address) {
    var config = new Config().setClusterName(CLUSTER_NAME);
    OURS.forEach(config::setProperty);
    config.setProperty("hazelcast.local.localAddress", address.getHostAddress());
    config.setProperty(
        "hazelcast.prefer.ipv4.stack", Boolean.toString(!(address instanceof Inet6Address)));
    config.getNetworkConfig().setPort(cluster.port()).setPortAutoIncrement(false);
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    return config;
  }

  private static InetAddress address(String host) {
    try {
      var address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()) {
        throw new CannotJoinException("CLUSTER_HOST: " + host + " is every address", null);
      }
      return address;
    } catch (UnknownHostException unknown) {
      throw new CannotJoinException("CLUSTER_HOST: there is no address of " + host, unknown);
    }
  }

  /** As Vert.x needs it: each subscription once, and a copy of it on another node. */
  private static void keepSubscriptions(Config config) {
    if (!config.getMultiMapConfigs().containsKey(SUBSCRIPTIONS)) {
      config.addMultiMapConfig(
          new MultiMapConfig(SUBSCRIPTIONS)
              .setBackupCount(1)
              .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    }
  }
}
