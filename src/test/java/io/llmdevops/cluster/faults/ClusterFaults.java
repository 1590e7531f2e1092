package io.llmdevops.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.cluster.faults.Load.Batch;
import io.llmdevops.store.PostgresServer;
import io.llmdevops.task.TaskState;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One cluster and one fault after the other. Every time nothing that was accepted is lost, each
 * task has one repository with one commit, and its callback came; nobody was asked anything about
 * it once the answer was stored.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
abstract class ClusterFaults {

  private static final Duration SLOWED = Duration.ofMillis(5);

  /** Where a task is while a model is asked, a site published, and a callback delivered. */
  private static final List<TaskState> WORK =
      List.of(TaskState.ACCEPTED, TaskState.CHECKED, TaskState.LIVE);

  private final Scale scale;
  private final Recoveries recoveries = new Recoveries();
  private PostgresServer postgres;
  private Fleet fleet;

  ClusterFaults(Scale scale) {
    this.scale = scale;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    postgres = PostgresServer.create();
    fleet = new Fleet(folder, postgres, scale);
    fleet.start();
  }

  @AfterAll
  void close() throws Exception {
    System.out.println(getClass().getSimpleName() + ": " + recoveries);
    try {
      if (fleet != null) {
        fleet.close();
      }
    } finally {
      postgres.close();
    }
  }

  private Batch send(String fault) {
    return fleet.send(fault, scale.tasks());
  }

  /** Of the tasks of a fault, where it befalls one node after the other. */
  private int share() {
    return (scale.tasks() + fleet.nodes().size() - 1) / fleet.nodes().size();
  }

  /** In every kind of work: a model is asked, a site is published, a callback is delivered. */
  @Test
  @Order(1)
  void othersGoOnWhenANodeIsKilled() throws Exception {
    for (var n = 0; n < WORK.size(); n++) {
      var node = fleet.nodes().get(n);
      var batch = fleet.send("killed-" + node, share());
      var loss = fleet.freeze(node, batch.prefix(), WORK.get(n));
      node.machine().kill().get();
      recoveries.add(loss.awaitTakeover(fleet.vertx(), scale.takeover()));
      node.machine().start();
      fleet.prove(batch);
      node.machine().awaitReady();
    }
  }

  @Test
  @Order(2)
  void aNodeThatWasStoppedForLongerThanItsLeaseWritesAndAsksNothing() throws Exception {
    var node = fleet.nodes().get(0);
    for (var work : WORK) {
      var batch = fleet.send("stopped-" + work.wire(), share());
      var loss = fleet.freeze(node, batch.prefix(), work);
      var underWay = node.unanswered();
      recoveries.add(loss.awaitTakeover(fleet.vertx(), scale.takeover()));
      fleet.awaitNotified(batch.prefix(), loss.nonces());
      var before = state(batch, loss.nonces(), underWay);

      node.thaw();
      awaitLearnt(node, batch, loss.nonces());
      // So many that the other two cannot take them all before it has seen one.
      var after = fleet.send("after-stop-" + work.wire(), share());
      fleet.awaitHeld(node, 1);
      fleet.prove(after);

      assertThat(state(batch, loss.nonces(), underWay)).isEqualTo(before);
      fleet.prove(batch, underWay);
    }
  }

  /**
   * All that is stored of these tasks, and all that anybody was asked about them.
   *
   * @param underWay what may still arrive, and is left out
   */
  private Map<String, List<?>> state(Batch batch, Set<String> nonces, Set<String> underWay)
      throws Exception {
    var tasks = fleet.rows().tasks(batch.prefix());
    var state = new HashMap<String, List<?>>();
    for (var nonce : nonces) {
      var begun =
          fleet.outside().begun(nonce).stream().filter(asked -> !asked.isOneOf(underWay)).toList();
      state.put(nonce, List.of(tasks.get(nonce).all(), begun));
    }
    return state;
  }

  /** Of each of these tasks the node has tried to keep or to write something, and was refused. */
  private void awaitLearnt(Node node, Batch batch, Set<String> nonces) throws Exception {
    var tasks = fleet.rows().tasks(batch.prefix());
    for (var nonce : nonces) {
      node.machine().awaitLine(tasks.get(nonce).id(), "not ", "lease");
    }
  }

  @Test
  @Order(3)
  void aNodeThatLosesTheDatabaseInAWriteHoldsNobodyUp() throws Exception {
    var node = fleet.nodes().get(1);
    var batch = send("silenced");
    // A write ends one of them at the most.
    fleet.awaitHeld(node, 2);
    var loss =
        fleet.lose(
            node,
            batch.prefix(),
            () -> node.database().silenceAt(ClusterFaults::isInTransaction).await());
    assertThat(loss.held()).isNotEmpty();
    recoveries.add(loss.awaitTakeover(fleet.vertx(), scale.takeover()));
    fleet.awaitNotified(batch.prefix(), loss.nonces());
    var before = state(batch, loss.nonces(), Set.of());
    node.database().restore();
    fleet.prove(batch);
    assertThat(state(batch, loss.nonces(), Set.of())).isEqualTo(before);
  }

  /**
   * The answer to an update (CommandComplete), then ReadyForQuery with the status of a transaction
   * that is open: "Message Formats" in the documentation of PostgreSQL.
   */
  private static boolean isInTransaction(Buffer answer) {
    var text = answer.toString("ISO-8859-1");
    return text.contains("UPDATE ") && text.endsWith("Z\0\0\0\5T");
  }

  @Test
  @Order(4)
  void noTaskIsLostWhenTheDatabaseIsRestarted() throws Exception {
    var restarted = send("restarted");
    fleet.awaitHeld(fleet.nodes().get(2), 1);
    postgres.restart();
    fleet.prove(restarted);
    var crashed = send("crashed");
    fleet.awaitHeld(fleet.nodes().get(2), 1);
    postgres.crash();
    postgres.start();
    fleet.prove(crashed);
  }

  @Test
  @Order(5)
  void noTaskIsLostWhenConnectionsToTheDatabaseAreCut() throws Exception {
    var batches = new ArrayList<Batch>();
    for (var node : fleet.nodes()) {
      var batch = fleet.send("cut-" + node, share());
      fleet.awaitHeld(node, 1);
      for (var each : fleet.nodes()) {
        each.database().cut();
      }
      batches.add(batch);
    }
    for (var batch : batches) {
      fleet.prove(batch);
    }
  }

  @Test
  @Order(6)
  void noTaskIsLostWhenTheDatabaseCannotBeReachedForLongerThanALease() throws Exception {
    var batch = send("silence");
    fleet.awaitHeld(fleet.nodes().get(0), 1);
    for (var node : fleet.nodes()) {
      node.database().silence();
    }
    fleet.vertx().timer(scale.lease().plusSeconds(1).toMillis()).await();
    for (var node : fleet.nodes()) {
      node.database().restore();
    }
    fleet.prove(batch);
  }

  @Test
  @Order(7)
  void noTaskIsLostWhenTheDatabaseIsSlow() throws Exception {
    for (var node : fleet.nodes()) {
      node.database().slow(SLOWED);
    }
    fleet.prove(send("slow"));
    for (var node : fleet.nodes()) {
      node.database().slow(Duration.ZERO);
    }
  }

  @Test
  @Order(8)
  void noTaskIsLostInARollingRestart() throws Exception {
    var batches = new ArrayList<Batch>();
    for (var node : fleet.nodes()) {
      batches.add(fleet.send("rolling-" + node, share()));
      fleet.awaitHeld(node, 1);
      node.machine().stop();
      node.machine().start().awaitReady();
    }
    for (var batch : batches) {
      fleet.prove(batch);
    }
  }

  @Test
  @Order(9)
  void allIsFinishedByTimersWhereTheBusIsCutOff() throws Exception {
    fleet.cutBus();
    for (var node : fleet.nodes()) {
      var health = node.machine().get("/health/ready").toJsonObject().getJsonObject("cluster");
      assertThat(health.getInteger("members")).as(health.encode()).isEqualTo(1);
    }
    fleet.prove(send("alone"));
  }
}
