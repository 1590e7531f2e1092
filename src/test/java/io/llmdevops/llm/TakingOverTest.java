package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Chain.Choice;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.ScriptedModel;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskReport.GivenUp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a task when a model does not deliver. */
class TakingOverTest extends LlmStepFixture {

  private static final String REFUSED = "the model refused to write this";

  private final ScriptedModel first = new ScriptedModel("first");
  private final ScriptedModel second = new ScriptedModel("second");

  private void chainOfTwo() {
    chain = chain(first, second);
  }

  private static List<GivenUp> givenUp(Outcome outcome) {
    return outcome.facts().stream()
        .filter(Fact.ModelGivenUp.class::isInstance)
        .map(fact -> ((Fact.ModelGivenUp) fact).givenUp())
        .toList();
  }

  private static void assertWrittenBySecond(Outcome outcome) {
    assertThat(version(outcome).model()).isEqualTo("second");
    assertThat(((Outcome.Advance) outcome).detail()).isEqualTo("version 1 written by second");
  }

  /** What the outcome holds is stored only later, what another call was preceded by at once. */
  private void assertGivenUpOnFirst(Outcome outcome, boolean refused, String why) {
    var wanted = new GivenUp("first", refused, why);
    assertThat(stored().givenUp()).containsExactly(wanted);
    assertThat(givenUp(outcome)).isEmpty();
    assertThat(stored().timeline())
        .extracting(line -> line.detail())
        .contains("gave up on first: " + why);
  }

  @Test
  void theNextTakesOverFromOneThatRefuses() {
    chainOfTwo();
    first.says("<file path=\"secret.txt\">\nhalf of it", Stop.REFUSED);
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertThat(version(outcome).changes()).extracting(Change::path).containsExactly("index.html");
    assertGivenUpOnFirst(outcome, true, REFUSED);
    assertThat(second.prompts().get(0).turns())
        .as("nothing of the conversation with another")
        .isEqualTo(first.prompts().get(0).turns());
  }

  @Test
  void picturesGoWithTheFirstTurnToWhoeverLooksAtThem() {
    var seeing = new ScriptedModel("seeing", new Traits(true, 100_000, 1_000, Optional.empty()));
    seeing.says("Sure!").refuses();
    chain = chain(seeing, second);
    second.says(PAGE_DONE);
    var picture = Content.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});

    assertWrittenBySecond(run(accepted(new Attachment("p.png", "image/png", picture))));
    var image = new Image("image/png", picture);
    assertThat(seeing.prompts().get(1).turns())
        .extracting(Turn::images)
        .containsExactly(List.of(image), List.of(), List.of());
    assertThat(second.prompts().get(0).turns().get(0).images()).isEmpty();
  }

  @Test
  void namesEachModelOnce() {
    chainOfTwo();
    first.fails(Kind.REQUEST, "first: the prompt is too large");
    second.fails(Kind.ACCOUNT, "second: the key was refused");

    assertThat(error(run(accepted())))
        .isEqualTo("first: the prompt is too large; second: the key was refused");
    assertThat(stored().timeline())
        .extracting(line -> line.detail())
        .contains("gave up on first: the prompt is too large");
  }

  @Test
  void theNextTakesOverFromOneThatFindsNoEnd() {
    chainOfTwo();
    for (var i = 0; i < 4; i++) {
      first.says(PAGE, Stop.TRUNCATED);
    }
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertGivenUpOnFirst(outcome, false, "the model's answer was cut off 4 times");
  }

  @Test
  void theNextTakesOverFromOneThatDoesNotKeepToTheFormat() {
    chainOfTwo();
    first.says("Sure!").says("Here you are.");
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertThat(first.prompts()).hasSize(2);
    assertGivenUpOnFirst(
        outcome, false, "the model's answer was empty or not in the format that was asked for");
  }

  @Test
  void theNextTakesOverFromOneThatWritesNoFiles() {
    chainOfTwo();
    first.says("<done/>").says("<done/>");
    second.says(PAGE_DONE);

    assertWrittenBySecond(run(accepted()));
  }

  @Test
  void theNextTakesOverFromOneThatChangesNothing() {
    chainOfTwo();
    var nothing = "<file path=\"../x\">\n</file>\n<done/>\n";
    first.says(nothing).says(nothing);
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertThat(stored().givenUp().get(0).why()).contains("changed nothing: ../x: the path leads");
  }

  @Test
  void whereNothingWasLeftOutNothingIsSaidOfIt() {
    chainOfTwo();
    var same = "<file path=\"index.html\">\nold\n</file>\n<done/>\n";
    first.says(same).says(same);
    second.says(PAGE_DONE);

    run(rejected());

    assertThat(stored().givenUp().get(0).why()).isEqualTo("the model's answer changed nothing");
  }

  @Test
  void theNextTakesOverFromOneWhoseEditsMatchNothing() {
    chainOfTwo();
    head = Requests.files(Map.of("index.html", "one\n"));
    first.says(edit("index.html", "none", "1") + "<done/>\n").says("No.");
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertGivenUpOnFirst(outcome, false, "the model's edits matched nothing");
  }

  @Test
  void theNextTakesOverFromOneThatCannotTakeThePrompt() {
    chainOfTwo();
    first.fails(Kind.REQUEST, "the prompt is too long");
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertGivenUpOnFirst(outcome, false, "the prompt is too long");
  }

  @Test
  void theNextTakesOverFromOneWhoseContextIsTooSmall() {
    var small = new ScriptedModel("first", new Traits(false, 900, 900, Optional.empty()));
    chain = chain(small, second);
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertThat(small.prompts()).isEmpty();
    assertGivenUpOnFirst(outcome, false, "the prompt is too long for its context of 900 tokens");
  }

  @Test
  void theNextTakesOverFromOneWhoseAccountDoesNotWorkAndThatIsNotHeldAgainstIt() {
    chainOfTwo();
    first.fails(Kind.ACCOUNT, "the key is wrong");
    second.says(PAGE_DONE);

    var outcome = run(accepted());

    assertWrittenBySecond(outcome);
    assertThat(stored().givenUp()).isEmpty();
    assertThat(givenUp(outcome)).isEmpty();
  }

  @Test
  void doesNotAskOneAgainThatItHasGivenUpOn() {
    chainOfTwo();
    first.refuses();
    second.fails(Kind.PASSING, "overloaded").says(PAGE_DONE);
    var claim = accepted();
    var outcome = run(claim);

    assertThat(((Outcome.Retry) outcome).why()).isEqualTo("second: overloaded");
    assertWrittenBySecond(run(again(claim, outcome)));
    assertThat(first.prompts()).hasSize(1);
  }

  @Test
  void aFailureThatMayPassIsWaitedFor() {
    chainOfTwo();
    first.fails(Kind.PASSING, "overloaded");

    var retry = (Outcome.Retry) run(accepted());

    assertThat(retry.why()).isEqualTo("first: overloaded");
    assertThat(retry.after()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_100));
    assertThat(second.prompts()).isEmpty();
  }

  @Test
  void backsOffMoreWithEachTry() {
    model.fails(Kind.PASSING, "overloaded").fails(Kind.PASSING, "overloaded");
    var claim = accepted();

    var retry = (Outcome.Retry) run(again(claim, run(claim)));

    assertThat(retry.after()).isBetween(Duration.ofMillis(1_800), Duration.ofMillis(2_200));
  }

  @Test
  void theNextTakesOverWhereTheFirstHasToRest() {
    chainOfTwo();
    first.fails(Kind.PASSING, "too many requests", Duration.ofSeconds(17));
    second.says(PAGE_DONE).says(PAGE_DONE);

    assertWrittenBySecond(run(accepted()));
    assertThat(stored().givenUp()).isEmpty();
    assertWrittenBySecond(run(accepted()));
    assertThat(first.prompts()).as("rests for every task").hasSize(1);
  }

  @Test
  void everyTaskWaitsWhereAllRest() {
    model.fails(Kind.PASSING, "too many requests", Duration.ofSeconds(17));

    var failed = (Outcome.Retry) run(accepted());
    nanos += Duration.ofSeconds(5).toNanos();
    var waiting = (Outcome.Retry) run(accepted());

    assertThat(failed.after()).isEqualTo(Duration.ofSeconds(17));
    assertThat(failed.why()).isEqualTo("too many requests");
    assertThat(waiting.after()).isEqualTo(Duration.ofSeconds(12));
    assertThat(waiting.why()).isEqualTo("scripted rests: too many requests");
    assertThat(model.prompts()).hasSize(1);
  }

  @Test
  void asksNobodyInCirclesWhereEachFailsAndItsRestIsSoonOver() {
    chainOfTwo();
    var soon = Duration.ofMillis(1);
    first.fails(Kind.PASSING, "overloaded", soon);
    second.fails(Kind.PASSING, "overloaded as well", soon);
    second.whenAsked(() -> nanos += Duration.ofSeconds(1).toNanos());

    var retry = (Outcome.Retry) run(accepted());

    assertThat(retry.why()).isEqualTo("second: overloaded as well");
    assertThat(first.prompts()).hasSize(1);
  }

  @Test
  void failsAtOnceWhereNoAccountWorks() {
    model.fails(Kind.ACCOUNT, "the key in OPENAI_API_KEY is wrong");

    assertThat(error(run(accepted()))).isEqualTo("the key in OPENAI_API_KEY is wrong");
  }

  @Test
  void everyTasksFailureComesFromARealAnswer() {
    model.fails(Kind.ACCOUNT, "no quota is left").says(PAGE_DONE);

    assertThat(error(run(accepted()))).isEqualTo("no quota is left");
    assertThat(version(run(accepted())).changes()).hasSize(1);
  }

  @Test
  void waitsForOneThatMayComeBackWhereTheOtherHasNoAccount() {
    chainOfTwo();
    first.fails(Kind.ACCOUNT, "no quota is left");
    second.fails(Kind.PASSING, "too many requests", Duration.ofSeconds(17));

    assertThat(((Outcome.Retry) run(accepted())).after()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void waitsForOneThatMayComeBackWhereItsStandInHasNoAccount() {
    chainOfTwo();
    first.fails(Kind.PASSING, "too many requests", Duration.ofSeconds(17));
    second.fails(Kind.ACCOUNT, "no quota is left");

    var retry = (Outcome.Retry) run(accepted());

    assertThat(retry.after()).isEqualTo(Duration.ofSeconds(17));
    assertThat(retry.why()).isEqualTo("first rests: too many requests");
  }

  @Test
  void namesEveryReasonWhereNobodyIsLeft() {
    chainOfTwo();
    first.refuses();
    second.fails(Kind.ACCOUNT, "the key is wrong");

    var outcome = run(accepted());

    assertThat(error(outcome)).isEqualTo("first: " + REFUSED + "; second: the key is wrong");
  }

  @Test
  void saysOfASingleModelOnlyWhatHappened() {
    model.refuses();

    assertThat(error(run(accepted()))).isEqualTo(REFUSED);
  }

  @Test
  void storesWhomItGaveUpOnWithTheFailureToo() {
    model.refuses();

    var outcome = run(accepted());

    assertThat(givenUp(outcome)).containsExactly(new GivenUp("scripted", true, REFUSED));
    assertThat(calls(outcome)).hasSize(1);
  }

  @Test
  void threeRefusalsAreEnough() {
    var others = List.of(new ScriptedModel("a"), new ScriptedModel("b"), new ScriptedModel("c"));
    others.forEach(ScriptedModel::refuses);
    chain = chain(others.get(0), others.get(1), others.get(2), model);

    assertThat(error(run(accepted()))).contains("a: " + REFUSED, "c: " + REFUSED);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void onlyRefusalsCountAsSuch() {
    chain = chain(first, second, new ScriptedModel("third").refuses(), model);
    first.fails(Kind.REQUEST, "too long");
    second.fails(Kind.REQUEST, "too long as well");
    model.says(PAGE_DONE);

    assertThat(version(run(accepted())).model()).isEqualTo("scripted");
  }

  @Test
  void countsTheRefusalsOfEarlierTries() {
    chain = chain(first, second, model);
    var claim = accepted();
    givenUpBefore(claim, "a", "b");
    first.refuses();

    assertThat(error(run(claim))).contains("a: " + REFUSED, "first: " + REFUSED);
    assertThat(second.prompts()).isEmpty();
  }

  private void givenUpBefore(Claim claim, String... names) {
    for (var name : names) {
      await(store.record(claim, List.of(new Fact.ModelGivenUp(new GivenUp(name, true, REFUSED)))));
    }
  }

  @Test
  void asksNobodyAfterThreeStoredRefusals() {
    var claim = accepted();
    givenUpBefore(claim, "a", "b", "c");

    assertThat(error(run(claim))).contains("refused");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void asksOnceMoreAfterABlankAnswerWithoutLeavingABlankTurn() {
    model.says(" \n").says(PAGE_DONE);

    assertThat(version(run(accepted())).changes()).hasSize(1);
    var turns = model.prompts().get(1).turns();
    assertThat(turns).extracting(Turn::speaker).containsExactly(Speaker.USER);
    assertThat(turns.get(0).text())
        .startsWith(model.prompts().get(0).turns().get(0).text())
        .contains("was empty or not in the format");
  }

  @Test
  void asksTheSameAgainWhereNothingCameBeforeTheCut() {
    model.says("", Stop.TRUNCATED).says(PAGE_DONE);

    assertThat(version(run(accepted())).changes()).hasSize(1);
    assertThat(model.prompts().get(1).turns()).isEqualTo(model.prompts().get(0).turns());
  }

  @Test
  void shipsWhatThereIsWhereNoRepairIsToBeHad() {
    model.refuses();

    assertNoRepair(run(rejected()), "refused");
  }

  @Test
  void shipsWhatThereIsWhereNobodyIsLeftForARepair() {
    var claim = rejected();
    await(
        store.record(
            claim, List.of(new Fact.ModelGivenUp(new GivenUp("scripted", false, "why so")))));

    assertNoRepair(run(claim), "why so");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void failsNowAndSaysWhyWhereTheNextTryWouldComeTooLate() {
    model.fails(Kind.PASSING, "too many requests", Duration.ofHours(2));

    assertThat(error(run(accepted()))).contains("TASK_TIMEOUT", "too many requests");
  }

  @Test
  void shipsWhatThereIsWhenTheRepairWouldComeTooLate() {
    model.fails(Kind.PASSING, "the model is not to be had", Duration.ofMinutes(6));

    assertNoRepair(run(rejected()), "not to be had");
    assertThat(chain.choose(Set.of())).isInstanceOf(Choice.Wait.class);
    assertNoRepair(run(rejected()), "rests");
  }
}
