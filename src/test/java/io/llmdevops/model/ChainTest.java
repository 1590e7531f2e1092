package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Chain.Choice;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt.Limits;
import io.llmdevops.model.Prompt.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainTest {

  private static final Prompt PROMPT =
      new Prompt("s", List.of(Turn.user("u")), new Limits(1, Duration.ofSeconds(1)));

  /** Near the end of what a long holds, as nanoTime may be. */
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(40).toNanos();

  private final StandIn a = new StandIn("a");
  private final StandIn b = new StandIn("b");
  private final Chain chain = new Chain(List.of(a, b), 8, () -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  /** Asks whoever is to be asked. */
  private void ask(String name) {
    ask(name, Set.of());
  }

  private void ask(String name, Set<String> without) {
    assertThat(chosen(without)).isEqualTo(name);
    ((Choice.Ask) chain.choose(without)).model().generate(PROMPT, text -> {});
  }

  private String chosen(Set<String> without) {
    return chain.choose(without) instanceof Choice.Ask ask ? ask.model().name() : "";
  }

  private void assertAsks(String name) {
    assertThat(chosen(Set.of())).isEqualTo(name);
  }

  /** The first is asked no earlier than that. */
  private void assertRests(Duration time) {
    pass(time.minusNanos(1));
    assertAsks("b");
    pass(Duration.ofNanos(1));
    assertAsks("a");
  }

  private void failAThreeTimes() {
    for (var i = 0; i < 3; i++) {
      ask("a");
      a.fails(Kind.PASSING, "overloaded");
    }
  }

  @Test
  void asksTheFirstThatIsNotLeftOut() {
    assertAsks("a");
    assertThat(chosen(Set.of("a"))).isEqualTo("b");
    assertThat(chain.choose(Set.of("a", "b"))).isEqualTo(new Choice.Nobody());
  }

  @Test
  void oneOfWhichAnOrderSaysWhenToComeBackRestsUntilThen() {
    ask("a");
    a.fails("too many requests", Duration.ofSeconds(7));

    assertRests(Duration.ofSeconds(7));
  }

  @Test
  void noSuccessOfACallThatWasUnderWayEndsAnOrder() {
    ask("a");
    ask("a");
    a.fails("too many requests", Duration.ofSeconds(7));
    a.answers(Stop.COMPLETE);

    assertRests(Duration.ofSeconds(7));
  }

  @Test
  void aShorterOrderDoesNotEndALongerOne() {
    ask("a");
    ask("a");
    a.fails("too many requests", Duration.ofSeconds(7));
    a.fails("too many requests", Duration.ofSeconds(1));

    assertRests(Duration.ofSeconds(7));
  }

  @Test
  void anOrderToComeAtOnceIsNone() {
    ask("a");
    a.fails("too many requests", Duration.ZERO);

    assertAsks("a");
  }

  @Test
  void restsAfterThreeFailuresInARow() {
    ask("a");
    a.fails(Kind.PASSING, "overloaded");
    ask("a");
    a.fails(Kind.PASSING, "overloaded");
    assertAsks("a");
    ask("a");
    a.fails(Kind.PASSING, "overloaded");

    assertRests(Duration.ofSeconds(30));
  }

  @Test
  void restsTwiceAsLongUpToFiveMinutesWhileTheFailuresGoOn() {
    failAThreeTimes();
    assertRests(Duration.ofSeconds(30));
    for (var seconds : List.of(60, 120, 240, 300, 300)) {
      ask("a");
      a.fails(Kind.PASSING, "overloaded");
      assertRests(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void beginsAnewAfterASuccess() {
    failAThreeTimes();
    assertRests(Duration.ofSeconds(30));
    ask("a");
    a.answers(Stop.COMPLETE);

    failAThreeTimes();
    assertRests(Duration.ofSeconds(30));
  }

  @Test
  void asksAtOnceAgainWhereACallUnderWaySucceeds() {
    ask("a");
    ask("a");
    ask("a");
    ask("a");
    a.fails(Kind.PASSING, "overloaded");
    a.fails(Kind.PASSING, "overloaded");
    a.fails(Kind.PASSING, "overloaded");
    assertAsks("b");
    a.answers(Stop.COMPLETE);

    assertAsks("a");
  }

  @Test
  void failuresOfCallsFromBeforeARestDoNotLengthenIt() {
    for (var i = 0; i < 8; i++) {
      ask("a");
    }
    for (var i = 0; i < 8; i++) {
      pass(Duration.ofSeconds(i == 3 ? 1 : 0));
      a.fails(Kind.PASSING, "overloaded");
    }

    assertRests(Duration.ofSeconds(29));
  }

  @Test
  void ordersToCallsUnderWayTogetherAreOneFailure() {
    for (var i = 0; i < 8; i++) {
      ask("a");
    }
    for (var i = 0; i < 8; i++) {
      pass(Duration.ofMillis(1));
      a.fails("too many requests", Duration.ofSeconds(2));
    }

    assertRests(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @EnumSource(Stop.class)
  void anyAnswerInBetweenBreaksTheRow(Stop stop) {
    for (var i = 0; i < 6; i++) {
      ask("a");
      a.fails(Kind.PASSING, "overloaded");
      ask("a");
      a.answers(stop);
    }

    assertAsks("a");
  }

  @Test
  void whatOnePromptCannotDoRestsNobody() {
    for (var i = 0; i < 6; i++) {
      ask("a");
      a.fails(Kind.REQUEST, "too long");
    }
    ask("a");
    a.fail(new IllegalStateException("a fault of ours"));

    assertAsks("a");
  }

  @Test
  void oneWhoseAccountDoesNotWorkRestsAMinute() {
    ask("a");
    a.fails(Kind.ACCOUNT, "no quota");

    assertRests(Duration.ofSeconds(60));
  }

  @Test
  void waitsTheShortestTimeWhereAllRest() {
    ask("a");
    a.fails("too many requests", Duration.ofSeconds(20));
    ask("b");
    b.fails("overloaded", Duration.ofSeconds(7));
    pass(Duration.ofSeconds(2));

    assertThat(chain.choose(Set.of()))
        .isEqualTo(new Choice.Wait(Duration.ofSeconds(5), "b rests: overloaded"));
    assertThat(chain.choose(Set.of("b")))
        .isEqualTo(new Choice.Wait(Duration.ofSeconds(18), "a rests: too many requests"));
  }

  @Test
  void waitsNoLessThanIsLeft() {
    ask("a");
    a.fails("too many requests", Duration.ofSeconds(7));
    pass(Duration.ofSeconds(7).minusNanos(1));

    assertThat(chain.choose(Set.of("b")))
        .isEqualTo(new Choice.Wait(Duration.ofMillis(1), "a rests: too many requests"));
  }

  @Test
  void asksTheFirstAllTheSameWhereNoAccountWorks() {
    ask("a");
    a.fails(Kind.ACCOUNT, "no quota");
    ask("b");
    b.fails(Kind.ACCOUNT, "wrong key");

    assertAsks("a");
    assertThat(chosen(Set.of("a"))).isEqualTo("b");
    ask("a");
    a.answers(Stop.COMPLETE);
    assertAsks("a");
  }

  @Test
  void waitsWhereOneMayComeBackThoughTheOtherHasNoAccount() {
    ask("a");
    a.fails(Kind.ACCOUNT, "no quota");
    ask("b");
    b.fails("overloaded", Duration.ofSeconds(7));

    assertThat(chain.choose(Set.of()))
        .isEqualTo(new Choice.Wait(Duration.ofSeconds(7), "b rests: overloaded"));
  }
}
