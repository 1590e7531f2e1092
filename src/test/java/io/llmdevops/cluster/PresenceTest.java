package io.llmdevops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.Role;
import io.llmdevops.task.Nodes;
import io.llmdevops.task.Standing;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final Duration LEASE = Duration.ofMillis(60);

  private final Vertx vertx = Vertx.vertx();
  private final Written nodes = new Written();
  private final Presence presence = presence(LEASE, false);

  /** A word of a node, and for how long it holds. */
  private record Word(Nodes.Node node, Duration time) {}

  private static final class Written implements Nodes {

    private final BlockingQueue<Word> words = new LinkedBlockingQueue<>();
    private volatile List<Node> present = List.of();
    private volatile boolean down;

    @Override
    public Future<Void> announce(Node node, Duration time) {
      words.add(new Word(node, time));
      return answer(null);
    }

    @Override
    public Future<List<Node>> present() {
      return answer(present);
    }

    private <T> Future<T> answer(T value) {
      return down
          ? Future.failedFuture(new StoreUnavailableException(new IllegalStateException("down")))
          : Future.succeededFuture(value);
    }
  }

  private Presence presence(Duration lease, boolean hasItsOwnRepositories) {
    var roles = Set.of(Role.INTAKE, Role.LLM);
    return new Presence(vertx, nodes, "id-1", "one", roles, lease, hasItsOwnRepositories);
  }

  @AfterEach
  void close() {
    presence.stop();
    vertx.close().await();
  }

  private Word word() throws InterruptedException {
    return nodes.words.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void saysAtOnceAndAgainThatThisNodeIsThere() throws Exception {
    LoopbackCluster.await(presence.start());
    var said =
        new Word(new Nodes.Node("id-1", "one", Set.of("intake", "llm")), LEASE.multipliedBy(2));
    assertThat(word()).isEqualTo(said);
    assertThat(word()).isEqualTo(said);
  }

  /** The period of this one is a day: by it alone the second word would come too late. */
  @Test
  void startsAllTheSameWhereTheStoreDoesNotAnswerAndTriesAgainSoon() throws Exception {
    nodes.down = true;
    var patient = presence(Duration.ofDays(1), false);
    LoopbackCluster.await(patient.start());
    assertThat(word()).isNotNull();
    assertThat(word()).isNotNull();
    patient.stop();
  }

  @Test
  void aNodeKnowsOfItselfBeforeItHasSaidSo() {
    assertThat(LoopbackCluster.await(presence.standing()))
        .isEqualTo(
            new Standing(
                "one",
                1,
                OptionalInt.empty(),
                List.of("check", "github", "notification"),
                List.of()));
  }

  @Test
  void nodesMayHaveTheRolesAmongThem() {
    nodes.present =
        List.of(
            new Nodes.Node("id-1", "one", Set.of("intake", "llm")),
            new Nodes.Node("id-2", "two", Set.of("check", "github")),
            new Nodes.Node("id-3", "three", Set.of("github", "notification")));
    assertThat(LoopbackCluster.await(presence.standing()))
        .isEqualTo(new Standing("one", 3, OptionalInt.empty(), List.of(), List.of()));
  }

  @Test
  void nobodyElseMayWorkOnRepositoriesOfOneMachine() {
    nodes.present =
        List.of(
            new Nodes.Node("id-2", "two", Set.of("check")),
            new Nodes.Node("id-3", "three", Set.of("intake", "notification")));
    assertThat(LoopbackCluster.await(presence(LEASE, true).standing()).apart())
        .containsExactly("two");
    assertThat(LoopbackCluster.await(presence(LEASE, false).standing()).apart()).isEmpty();
  }

  @Test
  void aNodeByItselfMissesWhatItDoesNotDo() {
    assertThat(Presence.alone("one", EnumSet.of(Role.INTAKE, Role.LLM)))
        .hasValueSatisfying(
            standing ->
                assertThat(standing.missingRoles())
                    .containsExactly("check", "github", "notification"));
    assertThat(Presence.alone("one", EnumSet.allOf(Role.class))).isEmpty();
  }

  @Test
  void whoIsThereIsNotKnownWhereTheStoreDoesNotAnswer() {
    nodes.down = true;
    assertThatThrownBy(() -> LoopbackCluster.await(presence.standing()))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
