package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.TokenLimits;
import io.llmdevops.task.TokenLimits.Turn;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTokenLimitsTest extends OnEachDatabase {

  private static final String TOKEN = "0123456789abcdef";
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final Duration GAP = Duration.ofMillis(500);
  private static final Duration FIRST = Duration.ofSeconds(60);

  /** The rest of the millisecond that the clock shows may be over at once. */
  private static final Duration WHOLE_GAP = GAP.plusMillis(1);

  /** Of a turn that nobody has given back yet. */
  private static final Duration UNKNOWN_GAP = Duration.ofSeconds(1);

  private SqlTaskStore otherStore;
  private TokenLimits limits;
  private TokenLimits others;

  @BeforeEach
  void open() throws SQLException {
    otherStore = database.open(vertx, "node-2");
    limits = store.tokenLimits();
    others = otherStore.tokenLimits();
  }

  @AfterEach
  void closeOther() throws SQLException {
    otherStore.close();
  }

  private Turn take(TokenLimits node) {
    return await(node.take(TOKEN, LONGEST));
  }

  private Turn.Later refused(TokenLimits node) {
    var turn = take(node);
    assertThat(turn).isInstanceOf(Turn.Later.class);
    return (Turn.Later) turn;
  }

  private void assertGranted(TokenLimits node) {
    assertThat(take(node)).isEqualTo(new Turn.Yours());
  }

  private void giveBack(TokenLimits node) {
    await(node.giveBack(TOKEN, GAP));
  }

  private Duration closed(TokenLimits node) {
    return await(node.closedFor(TOKEN));
  }

  @Test
  void letsOneNodeChangeSomethingAtATime() {
    assertGranted(limits);

    assertThat(refused(others).closed()).isFalse();
    assertThat(refused(limits).closed()).isFalse();
  }

  @Test
  void letsTheNextOneGoAfterTheGapCountedFromTheEnd() {
    assertGranted(limits);
    clock.advance(Duration.ofSeconds(3));
    giveBack(limits);

    assertThat(refused(others)).isEqualTo(new Turn.Later(WHOLE_GAP, false));

    clock.advance(WHOLE_GAP.minusMillis(1));
    assertThat(refused(others)).isEqualTo(new Turn.Later(Duration.ofMillis(1), false));
    assertThat(refused(limits)).isEqualTo(new Turn.Later(Duration.ofMillis(1), false));

    clock.advance(Duration.ofMillis(1));
    assertGranted(others);
  }

  @Test
  void waitsNoLessThanAGapThatIsNoWholeMillisecond() {
    assertGranted(limits);
    await(limits.giveBack(TOKEN, GAP.plusNanos(1)));

    assertThat(refused(limits).after()).isEqualTo(WHOLE_GAP.plusMillis(1));
  }

  @Test
  void hasALookAtATurnInUseAfterAnotherGap() {
    assertGranted(limits);
    assertThat(refused(others).after()).isEqualTo(UNKNOWN_GAP);

    clock.advance(LONGEST);
    assertThat(refused(others).after()).isEqualTo(UNKNOWN_GAP);

    clock.advance(UNKNOWN_GAP.minusMillis(3));
    assertThat(refused(others).after()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void takesTheTurnFromWhoHasHadItForTooLong() {
    assertGranted(limits);
    clock.advance(LONGEST.plus(UNKNOWN_GAP));

    assertGranted(others);
  }

  @Test
  void keepsATurnForAsLongAsNobodyElseHasHadIt() {
    assertGranted(limits);
    clock.advance(LONGEST.plus(UNKNOWN_GAP));
    assertThat(await(limits.keep(TOKEN, LONGEST))).isTrue();
    clock.advance(LONGEST);
    refused(others);

    clock.advance(UNKNOWN_GAP);
    assertGranted(others);
    assertThat(await(limits.keep(TOKEN, LONGEST))).isFalse();

    giveBack(others);
    assertThat(await(limits.keep(TOKEN, LONGEST))).isFalse();
    clock.advance(WHOLE_GAP);
    assertGranted(others);
  }

  @Test
  void ignoresTheEndOfACallThatHasLostItsTurn() {
    assertGranted(limits);
    clock.advance(LONGEST.plus(UNKNOWN_GAP));
    assertGranted(others);
    giveBack(limits);

    clock.advance(LONGEST);
    assertThat(refused(limits).closed()).isFalse();
  }

  @Test
  void grantsATurnOnceToManyWhoAskAtOnce() {
    var asked =
        IntStream.range(0, 40)
            .mapToObj(n -> (n % 2 == 0 ? limits : others).take(TOKEN, LONGEST))
            .toList();
    await(Future.join(asked));

    assertThat(asked.stream().filter(turn -> turn.result() instanceof Turn.Yours)).hasSize(1);
  }

  @Test
  void keepsTokensApart() {
    assertGranted(limits);
    await(limits.close(TOKEN, FIRST));

    assertThat(await(others.take("another", LONGEST))).isEqualTo(new Turn.Yours());
    assertThat(await(others.closedFor("another"))).isZero();
  }

  @Test
  void freesTheTurnOfItsFormerSelfButKeepsTheGap() throws SQLException {
    assertGranted(limits);
    giveBack(limits);
    clock.advance(WHOLE_GAP);
    assertGranted(limits);
    clock.advance(Duration.ofSeconds(5));
    store.close();
    store = database.open(vertx, "node-1");
    limits = store.tokenLimits();

    await(store.releaseAll());

    assertThat(refused(others)).isEqualTo(new Turn.Later(GAP, false));
    clock.advance(GAP);
    assertGranted(others);
  }

  @Test
  void leavesTheTurnsOfOthersAloneWhenItStarts() {
    assertGranted(others);
    await(store.releaseAll());
    clock.advance(LONGEST);

    assertThat(refused(limits).closed()).isFalse();
  }

  @Test
  void countsTheGapOfACallThatEndsAfterItsNodeLetGo() {
    assertGranted(limits);
    await(store.releaseAll());
    clock.advance(UNKNOWN_GAP);
    giveBack(limits);

    assertThat(refused(others).after()).isEqualTo(WHOLE_GAP);
  }

  @Test
  void grantsNoTurnWhileNothingMayBeAsked() {
    await(limits.close(TOKEN, FIRST));

    assertThat(refused(others)).isEqualTo(new Turn.Later(FIRST, true));

    clock.advance(FIRST);
    assertGranted(others);
  }

  @Test
  void tellsEveryNodeForHowLongNothingMayBeAsked() {
    assertThat(closed(limits)).isZero();
    await(limits.close(TOKEN, FIRST));
    clock.advance(Duration.ofSeconds(20));

    assertThat(closed(limits)).isEqualTo(Duration.ofSeconds(40));
    assertThat(closed(others)).isEqualTo(Duration.ofSeconds(40));

    clock.advance(FIRST);
    assertThat(closed(others)).isZero();
  }

  @Test
  void keepsTheLongestOfSeveralWaits() {
    await(limits.close(TOKEN, FIRST));
    await(others.close(TOKEN, Duration.ofSeconds(1)));
    assertThat(closed(limits)).isEqualTo(FIRST);

    await(others.close(TOKEN, Duration.ofMinutes(30)));
    assertThat(closed(limits)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void doublesWaitsThatNobodyHasToldUpToAnHour() {
    var waits =
        IntStream.range(0, 9)
            .mapToObj(
                n -> {
                  var wait = await((n % 2 == 0 ? limits : others).closeUntold(TOKEN, FIRST));
                  assertThat(closed(limits)).isEqualTo(wait);
                  clock.advance(wait);
                  return wait.toMinutes();
                })
            .toList();

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void countsRefusalsWithinOneWaitAsOne() {
    await(limits.closeUntold(TOKEN, FIRST));
    clock.advance(Duration.ofSeconds(2));

    assertThat(await(others.closeUntold(TOKEN, FIRST))).isEqualTo(FIRST);

    clock.advance(FIRST);
    assertThat(await(others.closeUntold(TOKEN, FIRST))).isEqualTo(FIRST.multipliedBy(2));
  }

  @Test
  void keepsALongerWaitThatWasTold() {
    await(limits.close(TOKEN, Duration.ofMinutes(20)));

    assertThat(await(limits.closeUntold(TOKEN, FIRST))).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void beginsAnewOnceSomethingHasSucceeded() {
    clock.advance(await(limits.closeUntold(TOKEN, FIRST)));
    clock.advance(await(limits.closeUntold(TOKEN, FIRST)));

    await(others.succeeded(TOKEN));

    assertThat(await(limits.closeUntold(TOKEN, FIRST))).isEqualTo(FIRST);
  }

  @Test
  void leavesAWaitAsItIsWhenSomethingHasSucceeded() {
    await(limits.closeUntold(TOKEN, FIRST));
    await(limits.succeeded(TOKEN));

    assertThat(closed(limits)).isEqualTo(FIRST);
  }

  @Test
  void writesNothingWhenThereIsNothingToBeginAnew() throws SQLException {
    try (var locking = database.connect();
        var statement = locking.createStatement()) {
      statement.execute(database.lock());

      await(limits.succeeded(TOKEN));

      statement.execute("rollback");
    }
  }

  @Test
  void letsNobodyWaitLongerBecauseAClockWasSetBack() {
    assertGranted(limits);
    giveBack(limits);
    clock.advance(WHOLE_GAP);
    assertGranted(others);
    await(limits.close(TOKEN, FIRST));
    clock.advance(Duration.ofHours(-5));

    assertThat(closed(limits)).isEqualTo(FIRST);
    clock.advance(FIRST);
    assertThat(closed(others)).isZero();

    assertGranted(limits);
    clock.advance(Duration.ofHours(-5));
    refused(others);
    clock.advance(LONGEST.plus(GAP));
    assertGranted(others);
    giveBack(others);
    clock.advance(Duration.ofHours(-5));
    assertThat(refused(limits).after()).isEqualTo(WHOLE_GAP);
    clock.advance(WHOLE_GAP);
    assertGranted(limits);
  }
}
