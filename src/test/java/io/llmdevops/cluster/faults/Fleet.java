package io.llmdevops.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Machine;
import io.llmdevops.cluster.faults.Load.Batch;
import io.llmdevops.cluster.faults.Rows.Held;
import io.llmdevops.cluster.faults.Rows.Row;
import io.llmdevops.store.PostgresServer;
import io.llmdevops.task.TaskState;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Three engines on one database, and all that they talk to. */
final class Fleet implements AutoCloseable {

  private static final int NODES = 3;
  private static final long POLL_MILLIS = 10;
  private static final long SETTLED_MILLIS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final Scale scale;
  private final String database;
  private final Rows rows;
  private final Outside outside;
  private final List<Node> nodes = new ArrayList<>();
  private final Load load;

  /**
   * @param folder for all of it
   */
  Fleet(Path folder, PostgresServer postgres, Scale scale) throws Exception {
    this.scale = scale;
    this.database = postgres.emptyDatabase();
    this.rows = new Rows(postgres, database);
    this.outside = new Outside(vertx, folder.resolve("github"), scale.modelTime());
    var ports = List.of(Machine.freePort(), Machine.freePort(), Machine.freePort());
    for (var i = 0; i < NODES; i++) {
      nodes.add(node(folder, postgres, i, ports));
    }
    this.load = new Load(vertx, outside, nodes);
  }

  private Node node(Path folder, PostgresServer postgres, int number, List<Integer> ports)
      throws Exception {
    var name = "node-" + (number + 1);
    var proxy = TcpProxy.start(vertx, postgres.port());
    var settings =
        outside
            .settings()
            .put("llm_api_key", "the-key-of-" + name)
            .put("database_url", PostgresServer.url(proxy.port(), database))
            .put("cluster", true)
            .put("cluster_port", ports.get(number))
            .put("cluster_bus_port", Machine.freePort())
            .put("cluster_members", members(ports))
            .put("browser_path", "none")
            .put("llm_concurrency", scale.calls())
            .put("lease_seconds", scale.lease().toSeconds())
            .put("tick_ms", scale.tick().toMillis());
    return new Node(vertx, name, folder.resolve(name), settings, proxy);
  }

  private static String members(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Starts those that do not run, all at once, and waits until they are ready. */
  void start() throws IOException {
    for (var node : nodes) {
      node.machine().start();
    }
    nodes.forEach(node -> node.machine().awaitReady());
  }

  /** In their next lives, which begin here, no node finds another: each is a cluster of its own. */
  void cutBus() throws Exception {
    for (var node : nodes) {
      var nobody = "127.0.0.1:" + Machine.freePort();
      node.machine().change(new JsonObject().put("cluster_members", nobody));
      node.machine().stop();
    }
    start();
  }

  Vertx vertx() {
    return vertx;
  }

  List<Node> nodes() {
    return nodes;
  }

  Outside outside() {
    return outside;
  }

  Rows rows() {
    return rows;
  }

  Batch send(String prefix, int tasks) {
    return load.send(prefix, tasks);
  }

  /** Waits until this node has so many tasks in its hands. */
  void awaitHeld(Node node, int tasks) throws Exception {
    var id = node.id();
    await("held by " + node, () -> rows.heldBy(id).size() >= tasks);
  }

  /** Waits until all of these are notified. */
  void awaitNotified(String prefix, Collection<String> nonces) throws Exception {
    await(
        "notified of " + prefix,
        () -> {
          var tasks = rows.tasks(prefix);
          return nonces.stream().allMatch(each -> isNotified(tasks, each));
        });
  }

  private static boolean isNotified(Map<String, Row> tasks, String nonce) {
    var task = tasks.get(nonce);
    if (task == null) {
      return false;
    }
    assertThat(task.state()).as(task.toString()).isNotEqualTo("failed");
    return task.isNotified();
  }

  /**
   * Freezes this node while it has a task in this state in its hands, which it then neither keeps
   * nor gives back.
   */
  Loss freeze(Node node, String prefix, TaskState state) throws Exception {
    var id = node.id();
    while (true) {
      await("a task that is " + state + " held by " + node, () -> holds(rows.heldBy(id), state));
      var at = rows.now();
      node.freeze();
      // What it had sent before may still be on its way.
      vertx.timer(SETTLED_MILLIS).await();
      var held = rows.heldBy(id);
      if (holds(held, state)) {
        return new Loss(rows, prefix, at, held);
      }
      node.thaw();
    }
  }

  private static boolean holds(List<Held> held, TaskState state) {
    return held.stream().anyMatch(task -> task.state().equals(state.wire()));
  }

  /** What this node has in its hands from now on is lost. */
  Loss lose(Node node, String prefix, Callable<?> how) throws Exception {
    var id = node.id();
    var at = rows.now();
    how.call();
    return new Loss(rows, prefix, at, rows.heldBy(id));
  }

  /** Long enough for whatever is to come, on a machine that has much else to do. */
  private void await(String what, Callable<Boolean> condition) throws Exception {
    var until = System.nanoTime() + scale.lease().plus(Duration.ofMinutes(2)).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(() -> what + ": " + tails()).isLessThan(until);
      vertx.timer(POLL_MILLIS).await();
    }
  }

  private String tails() {
    return nodes.stream()
        .map(node -> "\nthe end of the log of " + node + ":\n" + node.machine().tail())
        .collect(Collectors.joining());
  }

  /** All of a batch came to a good end, once each. */
  void prove(Batch batch) throws Exception {
    prove(batch, Set.of());
  }

  /** The same but for requests to GitHub, by method and path, that may still have arrived. */
  void prove(Batch batch, Set<String> underWay) throws Exception {
    batch.awaitAccepted();
    awaitNotified(batch.prefix(), batch.nonces());
    new Proof(outside, rows, batch.prefix(), underWay).of(batch.nonces());
  }

  @Override
  public void close() throws SQLException {
    nodes.forEach(Node::close);
    try {
      outside.close();
    } finally {
      rows.close();
      vertx.close().await();
    }
  }
}
