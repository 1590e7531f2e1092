package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.LlmConfig.TaskLimits;
import io.llmdevops.config.Prices;
import io.llmdevops.model.Budget.Room;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.task.Content;
import io.llmdevops.task.ModelCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

  /** Counts 1,000 tokens. */
  private static final String STABLE = "x".repeat(4_000);

  private static final List<Turn> TURNS = List.of(Turn.user(""));

  private static final Prices PRICES =
      new Prices(new BigDecimal("2"), new BigDecimal("1"), new BigDecimal("10"));

  private static Spent spent(int calls, long tokens, String dollars) {
    return new Spent(calls, tokens, new BigDecimal(dollars));
  }

  private static Budget budget(int calls, long tokens) {
    return new Budget(new TaskLimits(calls, tokens, Optional.empty()));
  }

  private static Budget money(String dollars) {
    return new Budget(new TaskLimits(9, 900_000, Optional.of(new BigDecimal(dollars))));
  }

  @Test
  void aPriceNextToNothingBuysAnyNumber() {
    var tiny = new BigDecimal("0.000000000000000001");
    var model = StandIn.with(false, 100_000, 50_000, Optional.of(new Prices(tiny, tiny, tiny)));

    assertThat(output(room(money("900"), spent(0, 0, "0"), model))).isEqualTo(50_000);
  }

  private static Room room(Budget budget, Spent spent, StandIn model) {
    return budget.room(model, spent, STABLE, TURNS);
  }

  private static StandIn model(long context, long output) {
    return StandIn.with(false, context, output, Optional.empty());
  }

  private static StandIn priced() {
    return StandIn.with(false, 100_000, 50_000, Optional.of(PRICES));
  }

  private static long output(Room room) {
    return ((Room.Granted) room).reserved().outputTokens();
  }

  private static String limit(Room room) {
    return ((Room.LimitReached) room).why();
  }

  @Test
  void asksForWhatTheModelCanSay() {
    var room = room(budget(9, 900_000), Spent.NOTHING, model(100_000, 5_000));

    assertThat(room)
        .isEqualTo(new Room.Granted(ModelCall.begun("m", 1_000, 5_000, Optional.empty())));
  }

  @Test
  void asksForNoMoreThanTheTokensLeft() {
    assertThat(output(room(budget(9, 9_000), spent(1, 2_000, "0"), model(100_000, 50_000))))
        .isEqualTo(6_000);
  }

  @Test
  void asksForNoMoreThanTheContextHolds() {
    assertThat(output(room(budget(9, 900_000), Spent.NOTHING, model(8_000, 50_000))))
        .isEqualTo(7_000);
  }

  @Test
  void asksForNoMoreThanTheMoneyLeftBuys() {
    var room = room(money("0.15"), spent(1, 0, "0.1"), priced());

    // Of the 5 cents that are left, 0.2 go to the input.
    assertThat(output(room)).isEqualTo(4_800);
    assertThat(((Room.Granted) room).reserved().costUsd().orElseThrow())
        .isEqualByComparingTo("0.05");
  }

  @Test
  void anUnknownPriceIsNoMoney() {
    assertThat(output(room(money("0.000001"), Spent.NOTHING, model(100_000, 5_000))))
        .isEqualTo(5_000);
  }

  @Test
  void anAnswerThatCostsNothingIsBoughtWithNothing() {
    var free = new Prices(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    var model = StandIn.with(false, 100_000, 5_000, Optional.of(free));

    assertThat(output(room(money("1"), spent(1, 0, "1"), model))).isEqualTo(5_000);
    assertThat(limit(room(money("1"), spent(1, 0, "1.01"), model))).contains("1 US dollars");
  }

  @Test
  void stopsAtTheLimitOfCalls() {
    assertThat(limit(room(budget(3, 900_000), spent(3, 0, "0"), model(9_000, 900))))
        .isEqualTo("the limit of 3 model calls per task (LLM_MAX_CALLS_PER_TASK) is reached");
  }

  @ParameterizedTest
  @CsvSource({"1255, false", "1256, true"})
  void stopsWhereTheTokensLeftAreOfNoUse(long tokens, boolean useful) {
    var room = room(budget(9, tokens), Spent.NOTHING, model(9_000, 900));

    assertThat(room instanceof Room.Granted).isEqualTo(useful);
    if (!useful) {
      assertThat(limit(room))
          .isEqualTo("the limit of 1255 tokens per task (LLM_MAX_TOKENS_PER_TASK) is reached");
    }
  }

  @ParameterizedTest
  @CsvSource({"0.00455, false", "0.00456, true"})
  void stopsWhereTheMoneyLeftIsOfNoUse(String dollars, boolean useful) {
    var room = room(money(dollars), Spent.NOTHING, priced());

    assertThat(room instanceof Room.Granted).isEqualTo(useful);
    if (!useful) {
      assertThat(limit(room))
          .isEqualTo("the limit of 0.00455 US dollars per task (LLM_MAX_COST_PER_TASK) is reached");
    }
  }

  @ParameterizedTest
  @CsvSource({"1255, false", "1256, true"})
  void isTooLongForAContextWithoutRoomForAnAnswer(long context, boolean useful) {
    var room = room(budget(9, 900_000), Spent.NOTHING, model(context, 900));

    assertThat(room instanceof Room.Granted).isEqualTo(useful);
    if (!useful) {
      assertThat(room)
          .isEqualTo(new Room.TooLong("the prompt is too long for its context of 1255 tokens"));
    }
  }

  @Test
  void aModelOfFewWordsNeedsLittleRoom() {
    assertThat(output(room(budget(9, 1_100), Spent.NOTHING, model(9_000, 100)))).isEqualTo(100);
  }

  @Test
  void addsUpWhatCallsTook() {
    var ended = new ModelCall("a", 10, 5, 3, Optional.of(new BigDecimal("0.5")), 1, 1);
    var underWay = ModelCall.begun("b", 100, 50, Optional.of(new BigDecimal("0.25")));
    var unpriced = new ModelCall("c", 1, 1, 0, Optional.empty(), 1, 1);

    assertThat(Spent.on(List.of(ended, underWay, unpriced))).isEqualTo(spent(3, 167, "0.75"));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "ä, 1", "ääaaaa, 3", "日本語, 3", "😀😀, 2"})
  void estimatesTokens(String text, long tokens) {
    assertThat(new Tokens().add(text).total()).isEqualTo(tokens);
  }

  @Test
  void buysAnyNumberOfTokensThatCostNextToNothing() {
    var tiny = new BigDecimal("0.000000000001");

    assertThat(new Prices(tiny, tiny, tiny).outputTokensFor(new BigDecimal("1000000")))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void countsPicturesWhereTheModelTakesThem() {
    var image = new Image("image/png", Content.utf8("x"));
    var turns =
        List.of(new Turn(Speaker.USER, "abcd", List.of(image, image)), Turn.user("abcdefgh"));

    assertThat(Tokens.in("abcd", turns, true)).isEqualTo(3_204);
    assertThat(Tokens.in("abcd", turns, false)).isEqualTo(4);
  }
}
