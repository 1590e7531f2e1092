package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Answer.Stop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What both dialects have in common on a good day. */
@ExtendWith(VertxExtension.class)
class ModelsTest {

  private Vertx vertx;
  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.fixture = new ModelFixture(vertx);
  }

  @ParameterizedTest
  @CsvSource({"OPENAI, 1", "OPENAI, 3", "OPENAI, 64", "ANTHROPIC, 1", "ANTHROPIC, 3"})
  void streamsAnAnswerHoweverItIsCut(Dialect dialect, int bytes) throws Exception {
    fixture.server.next().says("Hel", "lo, wörld 🌍").usage(100, 40, 7).cutEvery(bytes);

    var answer = fixture.answer(dialect);

    assertThat(fixture.text).hasToString("Hello, wörld 🌍");
    assertThat(answer.stop()).isEqualTo(Stop.COMPLETE);
    assertThat(answer.call().model()).isEqualTo("test-model");
    assertThat(answer.call().inputTokens()).isEqualTo(100);
    assertThat(answer.call().cachedTokens()).isEqualTo(40);
    assertThat(answer.call().outputTokens()).isEqualTo(7);
    assertThat(answer.call().costUsd()).contains(new BigDecimal("0.000196"));
  }

  @ParameterizedTest
  @EnumSource
  void estimatesWhatTheServerDoesNotCount(Dialect dialect) throws Exception {
    fixture.server.next().says("abcdefgh", "中文");

    var call = fixture.answer(dialect).call();

    assertThat(call.inputTokens()).isEqualTo("Be brief.Say hello.".length() / 4 + 1);
    assertThat(call.outputTokens()).isEqualTo(4);
    assertThat(call.cachedTokens()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, stop, COMPLETE",
    "OPENAI, tool_calls, COMPLETE",
    "OPENAI, length, TRUNCATED",
    "OPENAI, content_filter, REFUSED",
    "ANTHROPIC, end_turn, COMPLETE",
    "ANTHROPIC, stop_sequence, COMPLETE",
    "ANTHROPIC, tool_use, COMPLETE",
    "ANTHROPIC, max_tokens, TRUNCATED",
    "ANTHROPIC, model_context_window_exceeded, TRUNCATED",
    "ANTHROPIC, pause_turn, TRUNCATED",
    "ANTHROPIC, refusal, REFUSED"
  })
  void tellsWhyAModelStopped(Dialect dialect, String reason, Stop stop) throws Exception {
    fixture.server.next().says("Hello").stops(reason);

    assertThat(fixture.answer(dialect).stop()).isEqualTo(stop);
    assertThat(fixture.text).hasToString("Hello");
  }

  @ParameterizedTest
  @EnumSource
  void takesAnEmptyAnswerForAnAnswer(Dialect dialect) throws Exception {
    fixture.server.next();

    var answer = fixture.answer(dialect);

    assertThat(answer.stop()).isEqualTo(Stop.COMPLETE);
    assertThat(answer.call().firstTokenMillis()).isZero();
    assertThat(fixture.text).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void handsPiecesOverAsTheyCome(Dialect dialect) throws Exception {
    var more = Promise.<Void>promise();
    var first = Promise.<String>promise();
    fixture.server.next().says("one").waitsFor(more.future()).says("two");
    var pieces = new ArrayList<String>();

    var answer =
        fixture
            .model(dialect)
            .generate(
                fixture.prompt(),
                piece -> {
                  pieces.add(piece);
                  first.tryComplete(piece);
                });

    assertThat(ModelFixture.await(first.future())).isEqualTo("one");
    assertThat(answer.isComplete()).isFalse();
    more.complete();
    ModelFixture.await(answer);
    assertThat(pieces).containsExactly("one", "two");
  }

  @ParameterizedTest
  @EnumSource
  void staysOnTheContextOfTheCaller(Dialect dialect) throws Exception {
    fixture.server.next().says("one", "two", "three").cutEvery(5);
    var model = fixture.model(dialect);
    var caller = vertx.getOrCreateContext();
    Set<Context> seen = new HashSet<>();
    var answered = Promise.<Answer>promise();

    caller.runOnContext(
        go ->
            model
                .generate(fixture.prompt(), piece -> seen.add(Vertx.currentContext()))
                .onComplete(done -> seen.add(Vertx.currentContext()))
                .onComplete(answered));

    ModelFixture.await(answered.future());
    assertThat(seen).containsExactly(caller);
  }

  @ParameterizedTest
  @EnumSource
  void passesOverSignsOfLifeAndWhatItDoesNotKnow(Dialect dialect) throws Exception {
    fixture
        .server
        .next()
        .pings()
        .sends("event: news\ndata: {\"type\":\"news\",\"choices\":[]}\n\n")
        .says("Hello")
        .pings();

    fixture.answer(dialect);

    assertThat(fixture.text).hasToString("Hello");
  }

  @ParameterizedTest
  @EnumSource
  void usesAConnectionAgain(Dialect dialect) throws Exception {
    fixture.server.always().says("Hello");
    var model = fixture.model(dialect);

    ModelFixture.await(model.generate(fixture.prompt(), fixture.text::append));
    var closed = fixture.server.requests().get(0).closed();
    // the rest of the first answer is read before the second begins
    ModelFixture.await(model.generate(fixture.prompt(), fixture.text::append));

    assertThat(fixture.text).hasToString("HelloHello");
    assertThat(closed.isComplete()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void isOverAtTheLastWordHoweverLongTheConnectionStays(Dialect dialect) throws Exception {
    var last =
        dialect == Dialect.OPENAI
            ? "data: [DONE]\n\n"
            : "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    fixture.server.next().says("Hello").sends(last).says("too late").fallsSilent();

    assertThat(fixture.answer(dialect).stop()).isEqualTo(Stop.COMPLETE);

    ModelFixture.await(fixture.server.requests().get(0).closed());
    assertThat(fixture.text).hasToString("Hello");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, '{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}'",
    "ANTHROPIC, '{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}'"
  })
  void needsNoLastWordAfterAReasonToStop(Dialect dialect, String event) throws Exception {
    var data = "data: " + event;
    fixture.server.next().says("Hello").sends(data + "\n\n").endsHere();
    fixture.server.next().says("Hello").sends(data).endsHere();
    fixture.server.next().says("Hello").sends(data + "\n\n").breaksOff();

    for (var time = 0; time < 3; time++) {
      assertThat(fixture.answer(dialect).stop()).isEqualTo(Stop.TRUNCATED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesManyAtOnceWithAFewConnections(Dialect dialect) throws Exception {
    fixture.server.always().says("a");
    var model = fixture.model(dialect);
    List<Future<Answer>> answers = new ArrayList<>();

    for (var call = 0; call < 100; call++) {
      answers.add(model.generate(fixture.prompt(), fixture.text::append));
    }

    ModelFixture.await(Future.all(answers));
    assertThat(fixture.text).hasToString("a".repeat(100));
  }
}
