package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static io.llmdevops.task.TaskState.FAILED;
import static io.llmdevops.task.TaskState.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TokenLimits.Turn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes on one PostgreSQL, all at once. */
class ManyNodesTest {

  private static final int NODES = 4;

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;
  private TestDatabase database;
  private final List<SqlTaskStore> nodes = new ArrayList<>();

  @BeforeEach
  void open() throws SQLException {
    database = StoreKind.POSTGRES.create(dataDir, clock);
    for (var n = 0; n < NODES; n++) {
      nodes.add(database.open(vertx, "node-" + n));
    }
  }

  @AfterEach
  void close() throws SQLException {
    for (var node : nodes) {
      node.close();
    }
    await(vertx.close());
  }

  private SqlTaskStore node(int n) {
    return nodes.get(n % NODES);
  }

  private Future<Acceptance> accept(int node, String task, int round) {
    return node(node).accept(newTask(request(task, round)), NO_LIMIT);
  }

  private void acceptAtOnce(int tasks) {
    await(Future.all(IntStream.range(0, tasks).mapToObj(n -> accept(n, "t" + n, 1)).toList()));
  }

  /** Each claims until nothing is left for it. */
  private Future<List<Claim>> claimAll(int node, int limit, List<Claim> before) {
    return node(node)
        .claim(Set.of(ACCEPTED, GENERATED), limit)
        .compose(
            claims -> {
              before.addAll(claims);
              return claims.isEmpty()
                  ? Future.succeededFuture(before)
                  : claimAll(node, limit, before);
            });
  }

  @Test
  void noTaskIsClaimedTwiceAndNoneIsLeftOut() {
    acceptAtOnce(300);

    var claimed =
        IntStream.range(0, 2 * NODES).mapToObj(n -> claimAll(n, 7, new ArrayList<>())).toList();
    await(Future.all(claimed));

    assertThat(claimed.stream().flatMap(all -> all.result().stream()).map(Claim::id))
        .hasSize(300)
        .doesNotHaveDuplicates();
  }

  @Test
  void aClaimIsNeverForMoreThanWasAskedFor() {
    acceptAtOnce(40);

    var claims =
        IntStream.range(0, 12)
            .mapToObj(n -> node(n).claim(Set.of(ACCEPTED, GENERATED), 3))
            .toList();
    await(Future.all(claims));

    assertThat(claims).allSatisfy(some -> assertThat(some.result()).hasSizeLessThanOrEqualTo(3));
  }

  @Test
  void theRoundsOfARepositoryGoOneByOneInTheOrderOfTheirAcceptance() {
    var order = new ArrayList<>(IntStream.rangeClosed(1, 12).boxed().toList());
    Collections.shuffle(order, new Random(7));
    await(Future.all(order.stream().map(round -> accept(round, "site", round)).toList()));
    var accepted = new ArrayList<>(list().stream().map(Task::round).toList());
    Collections.reverse(accepted);

    var done = new ArrayList<Integer>();
    for (var turn = 0; turn < 12; turn++) {
      var all =
          IntStream.range(0, NODES).mapToObj(n -> node(n).claim(Set.of(ACCEPTED), 5)).toList();
      await(Future.all(all));
      for (var n = 0; n < NODES; n++) {
        for (var claim : all.get(n).result()) {
          done.add(claim.task().round());
          await(node(n).advance(claim, FAILED, "no", List.of(new Fact.Problem("no"))));
        }
      }
      assertThat(done).hasSize(turn + 1);
    }

    assertThat(done).isEqualTo(accepted);
  }

  private List<Task> list() {
    return await(node(0).list(new TaskPage.Query(Optional.empty(), 500, Optional.empty()))).tasks();
  }

  @Test
  void theSameRequestSentToAllNodesAtOnceIsOneTask() {
    var answers = IntStream.range(0, 16).mapToObj(n -> accept(n, "same", 1)).toList();
    await(Future.all(answers));

    assertThat(answers.stream().filter(answer -> answer.result() instanceof Acceptance.Accepted))
        .hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.result() instanceof Acceptance.Duplicate))
        .hasSize(15);
    assertThat(list()).hasSize(1);
  }

  @Test
  void theBacklogIsThatOfAllNodes() {
    acceptAtOnce(30);
    for (var n = 0; n < 3; n++) {
      var node = node(n);
      for (var claim : await(node.claim(Set.of(ACCEPTED), 4))) {
        await(node.advance(claim, FAILED, "no", List.of(new Fact.Problem("no"))));
      }
    }

    assertThat(await(node(3).accept(newTask(request("more", 1)), 18)))
        .isEqualTo(new Acceptance.BacklogFull(18));
    assertThat(await(node(3).accept(newTask(request("more", 1)), 19)))
        .isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void aTurnIsGrantedOnceToAllNodesThatAskAtOnce() {
    var asked =
        IntStream.range(0, 40)
            .mapToObj(n -> node(n).tokenLimits().take("token", Duration.ofSeconds(40)))
            .toList();
    await(Future.all(asked));

    assertThat(asked.stream().filter(turn -> turn.result() instanceof Turn.Yours)).hasSize(1);
  }

  /** By real time, of which each node reads a little more than the one before. */
  @Test
  void waitsThatAllNodesAreToldAtOnceAreCountedOnceAndNoneIsCutShort() {
    database.execute(
        "create or replace function engine_now() returns bigint language sql volatile as"
            + " 'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint'");

    var waits =
        IntStream.range(0, 40)
            .mapToObj(n -> node(n).tokenLimits().closeUntold("token", Duration.ofMinutes(1)))
            .toList();
    await(Future.all(waits));

    assertThat(database.query("select untold from token_limit")).containsExactly("1");
    assertThat(database.query("select closed_for from token_limit")).containsExactly("60000");
  }

  @Test
  void manyThatLetTheOthersWaitDoSoOnce() {
    acceptAtOnce(50);

    var putOff =
        IntStream.range(0, NODES)
            .mapToObj(
                n -> node(n).putOff(ACCEPTED, Duration.ofMinutes(5), Duration.ofHours(1), "closed"))
            .toList();
    await(Future.all(putOff));

    assertThat(putOff.stream().mapToInt(Future::result).sum()).isEqualTo(50);
    assertThat(database.query("select task_seq from event where detail = 'closed'"))
        .hasSize(50)
        .doesNotHaveDuplicates();
  }

  /** Claims, ends of claims and new tasks all mixed: every task ends exactly once. */
  @Test
  void everyTaskMovesOnExactlyOnceWhoeverWorksOnIt() {
    var moved = new HashMap<TaskId, Integer>();
    var accepting = IntStream.range(0, 120).mapToObj(n -> accept(n, "t" + n % 40, n)).toList();
    await(Future.all(accepting));

    for (var turn = 0; turn < 4; turn++) {
      var working = IntStream.range(0, 2 * NODES).mapToObj(this::workUntilNothingIsLeft).toList();
      await(Future.all(working));
      working.forEach(done -> done.result().forEach(id -> moved.merge(id, 1, Integer::sum)));
    }

    assertThat(moved).hasSize(120).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    assertThat(database.query("select sum(unfinished) from backlog")).containsExactly("0");
    assertThat(list()).allSatisfy(task -> assertThat(task.state()).isEqualTo(FAILED));
  }

  private Future<List<TaskId>> workUntilNothingIsLeft(int n) {
    return node(n)
        .claim(Set.of(ACCEPTED), 3)
        .compose(
            claims -> {
              var ends = claims.stream().map(claim -> end(n, claim)).toList();
              return claims.isEmpty()
                  ? Future.succeededFuture(new ArrayList<TaskId>())
                  : Future.all(ends)
                      .compose(ended -> workUntilNothingIsLeft(n))
                      .map(later -> with(claims, later));
            });
  }

  private Future<Optional<TaskId>> end(int n, Claim claim) {
    return node(n).advance(claim, TaskState.FAILED, "no", List.of(new Fact.Problem("no")));
  }

  private static List<TaskId> with(List<Claim> claims, List<TaskId> later) {
    claims.forEach(claim -> later.add(claim.id()));
    return later;
  }
}
