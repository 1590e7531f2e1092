package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.openai.OpenAiProtocol;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one of the dialects has. */
@ExtendWith(VertxExtension.class)
class DialectsTest {

  private static final String DONE = "data: [DONE]\n\n";

  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.fixture = new ModelFixture(vertx);
  }

  @Test
  void namesTheLimitAsOpenAiItselfWantsIt() {
    var config = ModelServer.config(Dialect.OPENAI, "gpt", URI.create("https://api.openai.com/v1"));

    var body = new OpenAiProtocol(config).body(fixture.prompt(), true);

    assertThat(body.getLong("max_completion_tokens")).isEqualTo(1_000);
    assertThat(body.containsKey("max_tokens")).isFalse();
  }

  @Test
  void takesOpenAisRefusalForOneWhateverTheReasonToStop() throws Exception {
    script("{'choices':[{'delta':{'refusal':'I will not.'}}]}")
        .sends(event("{'choices':[{'delta':{},'finish_reason':'stop'}]}"))
        .sends(DONE);

    assertThat(fixture.answer(Dialect.OPENAI).stop()).isEqualTo(Stop.REFUSED);
    assertThat(fixture.text).isEmpty();
  }

  @Test
  void leavesOutWhatOpenAiModelsThink() throws Exception {
    script("{'choices':[{'delta':{'content':null,'reasoning':'hm','reasoning_content':'hm'}}]}")
        .says("Hello");

    fixture.answer(Dialect.OPENAI);

    assertThat(fixture.text).hasToString("Hello");
  }

  @Test
  void leavesOutWhatAnthropicModelsThink() throws Exception {
    script("{'type':'content_block_delta','delta':{'type':'thinking_delta','thinking':'hm'}}")
        .sends(event("{'type':'content_block_delta','delta':{'type':'signature_delta'}}"))
        .says("Hello");

    fixture.answer(Dialect.ANTHROPIC);

    assertThat(fixture.text).hasToString("Hello");
  }

  @Test
  void takesTheLastOfFiguresThatGrow() throws Exception {
    script("{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':1},'error':null}")
        .says("Hello")
        .sends(event("{'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':4}}"));

    var call = fixture.answer(Dialect.OPENAI).call();

    assertThat(call.inputTokens()).isEqualTo(9);
    assertThat(call.outputTokens()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prompt_tokens':'many','completion_tokens':-4",
        "'prompt_tokens':9223372036854775807,'completion_tokens':9223372036854775807",
        "'prompt_tokens':1e300,'completion_tokens':[]"
      })
  void takesFiguresThatAreNoneForNone(String figures) throws Exception {
    script("{'choices':[],'usage':{" + figures + "}}").says("Hello");

    var call = fixture.answer(Dialect.OPENAI).call();

    assertThat(call.inputTokens()).isEqualTo(5);
    assertThat(call.outputTokens()).isEqualTo(2);
  }

  @Test
  void countsAnthropicsCacheAsInputAndItsWritesAtTheirPrice() throws Exception {
    script(
            "{'type':'message_start','message':{'usage':{'input_tokens':100,"
                + "'cache_read_input_tokens':1000,'cache_creation_input_tokens':400,"
                + "'output_tokens':1}}}")
        .sends(event("{'type':'message_delta','delta':{},'usage':{'output_tokens':50}}"));

    var call = fixture.answer(Dialect.ANTHROPIC).call();

    // 500 at $2, 1,000 at $0.50 and 50 at $8 a million, and a quarter of $2 more for 400 of them
    assertCounts(call, 1_500, 1_000, 50);
    assertThat(call.costUsd()).contains(new BigDecimal("0.0021"));
  }

  @Test
  void takesDoneWithoutAReasonForComplete() throws Exception {
    script("{'choices':[{'delta':{'content':'Hello'}}]}").sends(DONE).fallsSilent();

    assertThat(fixture.answer(Dialect.OPENAI).stop()).isEqualTo(Stop.COMPLETE);
  }

  private static void assertCounts(ModelCall call, long input, long cached, long output) {
    assertThat(call.inputTokens()).isEqualTo(input);
    assertThat(call.cachedTokens()).isEqualTo(cached);
    assertThat(call.outputTokens()).isEqualTo(output);
  }

  private ModelScript script(String event) {
    return fixture.server.next().sends(event(event));
  }

  private static String event(String withSingleQuotes) {
    return "data: " + withSingleQuotes.replace('\'', '"') + "\n\n";
  }
}
