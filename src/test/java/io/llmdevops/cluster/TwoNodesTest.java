package io.llmdevops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.bus.Address;
import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskAccepted;
import io.llmdevops.bus.TaskChecked;
import io.llmdevops.bus.TaskGenerated;
import io.llmdevops.bus.TaskLive;
import io.llmdevops.bus.TaskPublished;
import io.llmdevops.bus.TaskRejected;
import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.config.ClusterConfig;
import io.llmdevops.metrics.Exposition;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwoNodesTest {

  private static final TaskId ID = TaskId.random();

  private static LoopbackCluster cluster;
  private static Vertx here;
  private static Vertx there;

  @BeforeAll
  static void join() {
    cluster = LoopbackCluster.of(2);
    here = cluster.node(0);
    there = cluster.node(1);
    Addresses.register(here);
    Addresses.register(there);
  }

  @AfterAll
  static void leave() {
    cluster.close();
  }

  @Test
  void eachKnowsOfBoth() {
    assertThat(Members.of(here)).hasValue(2);
    assertThat(Members.of(there)).hasValue(2);
  }

  @Test
  void aNodeThatHasDroppedOutHearsOfNobody() {
    try (var lonely = LoopbackCluster.of(1)) {
      var node = lonely.node(0);
      assertThat(Members.of(node)).hasValue(1);

      ((HazelcastClusterManager) ((VertxInternal) node).clusterManager())
          .getHazelcastInstance()
          .getLifecycleService()
          .terminate();

      assertThat(Members.of(node)).hasValue(0);
    }
  }

  @Test
  void everyMessageArrivesAtTheOtherNodeAsItWasSent() {
    arrives(Addresses.TASK_ACCEPTED, new TaskAccepted(ID));
    arrives(Addresses.TASK_GENERATED, new TaskGenerated(ID));
    arrives(Addresses.TASK_CHECKED, new TaskChecked(ID));
    arrives(Addresses.TASK_REJECTED, new TaskRejected(ID));
    arrives(Addresses.TASK_PUBLISHED, new TaskPublished(ID));
    arrives(Addresses.TASK_LIVE, new TaskLive(ID));
    var files = List.of(new FileProgress("a/ü.html", 3_000_000_000L, true));
    arrives(Addresses.TASK_WRITING, new TaskWriting(ID, files));
  }

  private static <T extends Record> void arrives(Address<T> address, T message) {
    var arrived = Promise.<T>promise();
    var consumer = address.consume(there, arrived::tryComplete);
    LoopbackCluster.await(consumer.completion());
    address.send(here, message);
    assertThat(LoopbackCluster.await(arrived.future())).isEqualTo(message).isNotSameAs(message);
    LoopbackCluster.await(consumer.unregister());
  }

  @Test
  void announcingWakesTheStageOfAnotherNode() {
    var woken = Promise.<Void>promise();
    var consumer = Addresses.TASK_LIVE.wake(there, woken::tryComplete);
    LoopbackCluster.await(consumer.completion());
    Addresses.announce(here, TaskState.LIVE, ID);
    LoopbackCluster.await(woken.future());
    LoopbackCluster.await(consumer.unregister());
  }

  @Test
  void aNodeWithoutRoomLeavesTheTaskToTheOther() {
    var wokenTwice = Promise.<Void>promise();
    var woken = new AtomicInteger();
    var full = Addresses.TASK_CHECKED.wake(here, () -> false);
    LoopbackCluster.await(full.completion());
    var free =
        Addresses.TASK_CHECKED.wake(
            there,
            () -> {
              if (woken.incrementAndGet() == 2) {
                wokenTwice.tryComplete();
              }
              return true;
            });
    LoopbackCluster.await(free.completion());
    // By turns: one of the two comes to the node without room, which passes it on.
    Addresses.announce(here, TaskState.CHECKED, ID);
    Addresses.announce(here, TaskState.CHECKED, ID);
    LoopbackCluster.await(wokenTwice.future());
    LoopbackCluster.await(full.unregister());
    LoopbackCluster.await(free.unregister());
  }

  @Test
  void whatCrossesIsCountedOnBothSides() {
    arrives(Addresses.TASK_LIVE, new TaskLive(ID));
    var sent = Exposition.of(here);
    var read = Exposition.of(there);
    assertThat(sent.sum("engine_bus_sent_total", "address", "task.live", "to", "remote"))
        .isPositive();
    assertThat(sent.sum("engine_bus_written_bytes_total", "address", "task.live")).isPositive();
    assertThat(read.sum("engine_bus_received_total", "address", "task.live", "from", "remote"))
        .isPositive();
    assertThat(read.sum("engine_bus_read_bytes_total", "address", "task.live")).isPositive();
    assertThat(read.sum("engine_bus_pending", "address", "task.live")).isZero();
  }

  @Test
  void aPortThatIsTakenIsSaidInOneLine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var config =
          new ClusterConfig("127.0.0.1", taken.getLocalPort(), 0, List.of(), Optional.empty());
      assertThatThrownBy(() -> LoopbackCluster.await(LoopbackCluster.join(config)))
          .isInstanceOf(CannotJoinException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void anAddressOfNobodyIsSaidInOneLine() {
    var config = new ClusterConfig("192.0.2.1", 5701, 0, List.of(), Optional.empty());
    assertThatThrownBy(() -> LoopbackCluster.await(LoopbackCluster.join(config)))
        .isInstanceOf(CannotJoinException.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageNotContaining("\n");
  }
}
