package io.llmdevops.cluster;

import io.llmdevops.Machine;
import io.llmdevops.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Some nodes of one cluster in this process, on the loopback interface. */
public final class LoopbackCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final List<Vertx> nodes = new ArrayList<>();

  /** Blocks until all are members. */
  public static LoopbackCluster of(int nodes) {
    var cluster = new LoopbackCluster();
    var ports = Stream.generate(LoopbackCluster::freePort).limit(nodes).toList();
    var members = ports.stream().map(port -> HOST + ":" + port).toList();
    ports.forEach(
        port ->
            cluster.nodes.add(
                await(join(new ClusterConfig(HOST, port, 0, members, Optional.empty())))));
    return cluster;
  }

  static Future<Vertx> join(ClusterConfig config) {
    var options = new VertxOptions();
    return Vertx.builder()
        .with(options)
        .withClusterManager(new Membership(() -> config, options.getEventBusOptions()))
        .buildClustered();
  }

  private static int freePort() {
    try {
      return Machine.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Vertx node(int index) {
    return nodes.get(index);
  }

  @Override
  public void close() {
    nodes.forEach(node -> await(node.close()));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("a node takes too long", e);
    }
  }
}
