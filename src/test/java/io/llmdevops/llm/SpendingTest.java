package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.ScriptedModel;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.Change;
import io.llmdevops.task.Fact;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskReport;
import io.vertx.core.Promise;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a task's calls take, and where that ends. */
class SpendingTest extends LlmStepFixture {

  private static final StoreUnavailableException FULL =
      new StoreUnavailableException(new SQLException("database or disk is full"));

  @Test
  void aCallIsStoredBeforeItIsMade() {
    var seen = Promise.<Optional<TaskReport>>promise();
    model.whenAsked(() -> store.report(id).onComplete(seen));
    model.says(PAGE_DONE);

    var outcome = run(accepted());

    var reserved = storedCalls().get(0);
    assertThat(await(seen.future()).orElseThrow().calls()).containsExactly(reserved);
    assertThat(reserved.ended()).isFalse();
    assertThat(reserved.model()).isEqualTo("scripted");
    assertThat(reserved.outputTokens()).isEqualTo(10_000);
    assertThat(reserved.inputTokens())
        .isBetween(model.prompts().get(0).length() / 4, model.prompts().get(0).length() / 4 + 20);
    assertThat(calls(outcome)).hasSize(1);
  }

  @Test
  void whatACallTookIsStoredBeforeTheNext() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED).says("i\n</file>\n<done/>");

    run(accepted());

    assertThat(storedCalls()).extracting(ModelCall::ended).containsExactly(true, false);
    assertThat(storedCalls().get(0).outputTokens()).isEqualTo(10);
  }

  @Test
  void aCallThatNeverReachedTheModelDoesNotCount() {
    model.fails(Kind.PASSING, "the connection was refused").says(PAGE_DONE);
    var claim = accepted();
    maxCalls = 1;

    var next = again(claim, run(claim));

    assertThat(storedCalls()).isEmpty();
    assertThat(version(run(next)).changes()).hasSize(1);
  }

  @Test
  void aCallThatBrokeOffCounts() {
    model.breaksOff("<file");
    var claim = accepted();
    maxCalls = 1;

    var next = again(claim, run(claim));

    assertThat(storedCalls()).singleElement().satisfies(call -> assertThat(call.ended()).isTrue());
    assertThat(error(run(next))).contains("LLM_MAX_CALLS_PER_TASK");
  }

  /** As a process leaves it that is killed in the middle of a call. */
  @Test
  void aCallWhoseEndIsUnknownCountsWithWhatWasReserved() {
    maxTokens = 20_000;
    var claim = accepted();
    var reserved = ModelCall.begun("scripted", 5_000, 14_500, Optional.empty());
    await(store.record(claim, List.of(new Fact.CallBegun("killed-" + id, reserved))));

    assertThat(error(run(claim))).contains("20000 tokens", "LLM_MAX_TOKENS_PER_TASK");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void nothingIsAskedWhereTheBeginningCannotBeStored() {
    var claim = accepted();

    var outcome = run(claim, held(), failingAtRecord(1, FULL));

    assertThat(model.prompts()).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome.facts()).singleElement().isInstanceOf(Fact.CallWithdrawn.class);
    again(claim, outcome);
    assertThat(storedCalls()).isEmpty();
  }

  @Test
  void forgetsNoCallThatCouldNotBeStoredAtOnce() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED);
    var claim = accepted();

    var outcome = run(claim, held(), failingAtRecord(2, FULL));

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    again(claim, outcome);
    assertThat(storedCalls()).extracting(ModelCall::ended).containsExactly(true);
  }

  @Test
  void storesWhatACallTookEvenAfterTheUnexpected() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED);
    var fault = new IllegalStateException("a fault of ours");
    var claim = accepted();

    assertThatThrownBy(() -> run(claim, held(), failingAtRecord(2, fault))).isSameAs(fault);
    assertThat(storedCalls()).extracting(ModelCall::ended).containsExactly(true);
  }

  @Test
  void stopsAtTheLimitOfCalls() {
    maxCalls = 2;
    model.says(PAGE, Stop.TRUNCATED).says(PAGE, Stop.TRUNCATED);

    assertThat(error(run(accepted())))
        .isEqualTo("the limit of 2 model calls per task (LLM_MAX_CALLS_PER_TASK) is reached");
    assertThat(model.prompts()).hasSize(2);
  }

  @Test
  void countsTheCallsOfEarlierTries() {
    maxCalls = 1;
    var claim = accepted();
    await(store.record(claim, calls("before")));

    assertThat(error(run(claim))).contains("LLM_MAX_CALLS_PER_TASK");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void stopsAtTheLimitOfTokensAndAsksNoOther() {
    maxTokens = 100;
    var other = new ScriptedModel("other");
    chain = chain(model, other);

    var outcome = run(accepted());

    assertThat(error(outcome))
        .isEqualTo("the limit of 100 tokens per task (LLM_MAX_TOKENS_PER_TASK) is reached");
    assertThat(outcome.facts()).isEmpty();
    assertThat(model.prompts()).isEmpty();
    assertThat(other.prompts()).isEmpty();
  }

  @Test
  void stopsAtTheLimitOfMoney() {
    maxCost = Optional.of(new BigDecimal("0.5"));
    var priced = ScriptedModel.priced("100");
    chain = chain(priced);
    priced.says(PAGE_DONE);
    var claim = accepted();
    var reserved = ModelCall.begun("priced", 1, 1, Optional.of(new BigDecimal("0.25")));
    await(store.record(claim, List.of(new Fact.CallBegun("killed-" + id, reserved))));
    run(claim);
    var asked = priced.prompts().get(0);
    var input = storedCalls().get(1).inputTokens();

    // Of a hundredth of a cent per token, a quarter of a dollar is left.
    assertThat(asked.limits().outputTokens()).isEqualTo(2_500 - input);
    assertThat(storedCalls().get(1).costUsd().orElseThrow()).isEqualByComparingTo("0.25");
  }

  @Test
  void namesTheLimitOfMoney() {
    maxCost = Optional.of(new BigDecimal("0.01"));
    chain = chain(ScriptedModel.priced("100"));

    assertThat(error(run(accepted())))
        .isEqualTo("the limit of 0.01 US dollars per task (LLM_MAX_COST_PER_TASK) is reached");
  }

  @Test
  void theOtherEditsStandWhereTheLimitIsReachedBeforeTheWholeFileComes() {
    maxCalls = 1;
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).containsExactly("index.html");
    assertThat(version.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void shipsWhatThereIsWhenTheLimitIsReached() {
    maxCalls = 0;

    assertNoRepair(run(rejected()), "LLM_MAX_CALLS_PER_TASK");
  }

  @Test
  void asksNobodyWhenTheTimeHasRunOutBetweenTwoCalls() {
    model.whenAsked(() -> clock.advance(Duration.ofHours(1)));
    model.says(PAGE, Stop.TRUNCATED);

    assertThat(error(run(accepted()))).isEqualTo("the time for writing is over");
    assertThat(model.prompts()).hasSize(1);
  }
}
