package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.CallPermits;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlCallPermitsTest extends OnEachDatabase {

  private static final Duration TIME = Duration.ofSeconds(30);

  private SqlTaskStore otherStore;
  private CallPermits permits;
  private CallPermits others;

  @BeforeEach
  void open() throws SQLException {
    otherStore = database.open(vertx, "node-2");
    permits = store.callPermits();
    others = otherStore.callPermits();
  }

  @AfterEach
  void closeOther() throws SQLException {
    otherStore.close();
  }

  private boolean take(CallPermits node, String call, int most) {
    return await(node.take(call, most, TIME));
  }

  private void pass(Duration time) {
    clock.advance(time);
  }

  @Test
  void noMoreThanSoManyAreTakenWhoeverAsks() {
    assertThat(take(permits, "a", 2)).isTrue();
    assertThat(take(others, "b", 2)).isTrue();
    assertThat(take(permits, "c", 2)).isFalse();
    assertThat(take(others, "d", 2)).isFalse();

    await(others.giveBack("b"));

    assertThat(take(permits, "c", 2)).isTrue();
    assertThat(take(others, "d", 2)).isFalse();
  }

  @Test
  void whoeverAsksTwiceHoldsOne() {
    assertThat(take(permits, "a", 2)).isTrue();
    assertThat(take(permits, "a", 2)).isTrue();
    assertThat(take(others, "b", 2)).isTrue();
  }

  @Test
  void whoeverAskedFirstGoesFirst() {
    take(permits, "a", 1);
    assertThat(take(others, "early", 1)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(take(permits, "late", 1)).isFalse();

    await(permits.giveBack("a"));

    assertThat(take(permits, "late", 1)).isFalse();
    assertThat(take(others, "early", 1)).isTrue();
  }

  @Test
  void whoeverNoLongerAsksHoldsNobodyUp() {
    take(permits, "a", 1);
    take(others, "gone", 1);
    take(others, "dead", 1);
    pass(Duration.ofSeconds(1));
    take(permits, "late", 1);
    await(permits.giveBack("a"));
    await(others.giveBack("gone"));
    assertThat(take(permits, "late", 1)).isFalse();

    pass(CallPermits.PLACE_KEPT.minusSeconds(1));

    assertThat(take(permits, "late", 1)).isTrue();
  }

  @Test
  void aDeadNodesPermitsComeBack() {
    take(others, "a", 1);
    pass(TIME.minusMillis(1));
    assertThat(take(permits, "b", 1)).isFalse();

    pass(Duration.ofMillis(1));

    assertThat(take(permits, "b", 1)).isTrue();
  }

  @Test
  void oneThatIsRenewedIsKept() {
    take(others, "a", 1);
    for (var i = 0; i < 5; i++) {
      pass(TIME.dividedBy(3));
      await(others.renew("a", TIME));
      assertThat(take(permits, "b", 1)).isFalse();
    }
  }

  @Test
  void aCallGoesOnCountingThatWasNotRenewedInTime() {
    take(others, "a", 1);
    pass(TIME);
    assertThat(take(permits, "b", 1)).isTrue();
    await(others.renew("a", TIME));
    await(permits.giveBack("b"));

    assertThat(take(permits, "c", 1)).isFalse();
  }

  @Test
  void aNodeThatStartsAgainHasNoneOfItsFormerSelf() {
    take(others, "a", 2);
    take(others, "b", 2);
    await(otherStore.releaseAll());

    assertThat(take(permits, "c", 2)).isTrue();
    assertThat(take(permits, "d", 2)).isTrue();
  }

  @Test
  void aClockThatIsSetBackHoldsNobodyUp() {
    clock.advance(Duration.ofDays(1));
    take(others, "a", 1);
    clock.advance(Duration.ofDays(-1));

    assertThat(take(permits, "b", 1)).isTrue();
  }

  @Test
  void ofManyWhoAskAtOnceSoManyGetOne() {
    var asked =
        IntStream.range(0, 40)
            .mapToObj(i -> (i % 2 == 0 ? permits : others).take("call " + i, 7, TIME))
            .toList();
    await(Future.all(asked));

    assertThat(asked.stream().filter(Future::result)).hasSize(7);
  }
}
