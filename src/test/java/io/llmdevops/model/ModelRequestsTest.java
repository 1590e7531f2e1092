package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.ModelServer.Received;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.task.Content;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two dialects send. */
@ExtendWith(VertxExtension.class)
class ModelRequestsTest {

  private static final Turn WITH_IMAGES =
      new Turn(
          Speaker.USER,
          "Look.",
          List.of(
              new Image("image/png", Content.utf8("png")),
              new Image("image/svg+xml", Content.utf8("<svg/>"))));

  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.fixture = new ModelFixture(vertx);
    fixture.server.always().says("Hello");
  }

  @Test
  void speaksChatCompletions() throws Exception {
    var config = Configs.withTemperature(fixture.server.config(Dialect.OPENAI), 0.2);

    var sent = sent(config, WITH_IMAGES);

    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.headers().get("Authorization")).isEqualTo("Bearer " + ModelServer.KEY);
    assertCommonHeaders(sent);
    assertThat(sent.body())
        .isEqualTo(
            json(
                "{'model':'test-model','stream':true,'stream_options':{'include_usage':true},"
                    + "'max_tokens':1000,'temperature':0.2,'messages':["
                    + "{'role':'system','content':'Be brief.'},"
                    + "{'role':'user','content':[{'type':'text','text':'Look.'},"
                    + "{'type':'image_url','image_url':{'url':'data:image/png;base64,cG5n'}}]}]}"));
  }

  @Test
  void speaksMessages() throws Exception {
    var config = Configs.withTemperature(fixture.server.config(Dialect.ANTHROPIC), 0.2);

    var sent = sent(config, WITH_IMAGES);

    assertThat(sent.path()).isEqualTo("/v1/messages");
    assertThat(sent.headers().get("x-api-key")).isEqualTo(ModelServer.KEY);
    assertThat(sent.headers().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(sent.headers().contains("Authorization")).isFalse();
    assertCommonHeaders(sent);
    assertThat(sent.body())
        .isEqualTo(
            json(
                "{'model':'test-model','stream':true,'max_tokens':1000,'temperature':0.2,"
                    + "'system':[{'type':'text','text':'Be brief.',"
                    + "'cache_control':{'type':'ephemeral'}}],"
                    + "'messages':[{'role':'user','content':[{'type':'image','source':"
                    + "{'type':'base64','media_type':'image/png','data':'cG5n'}},"
                    + "{'type':'text','text':'Look.'}]}]}"));
  }

  private static void assertCommonHeaders(Received sent) {
    assertThat(sent.headers().get("Accept")).isEqualTo("text/event-stream");
    assertThat(sent.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(sent.headers().get("User-Agent")).isEqualTo("llm-devops-engine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/v1"})
  void toleratesTheVersionInTheBaseUrlOfAnthropic(String path) throws Exception {
    var url = URI.create(fixture.server.url() + path);

    var sent = sent(ModelServer.config(Dialect.ANTHROPIC, "test-model", url), Turn.user("Hi"));

    assertThat(sent.path()).isEqualTo("/v1/messages");
  }

  @ParameterizedTest
  @EnumSource
  void sendsNoKeyWhereThereIsNone(Dialect dialect) throws Exception {
    var config = Configs.withKey(fixture.server.config(dialect), Optional.empty());

    var sent = sent(config, Turn.user("Hi"));

    assertThat(sent.headers().names()).doesNotContain("Authorization", "x-api-key");
  }

  @ParameterizedTest
  @EnumSource
  void joinsTurnsOfOneSpeakerAndLeavesOutEmptyOnes(Dialect dialect) throws Exception {
    var sent =
        sent(
            fixture.server.config(dialect),
            Turn.user("a"),
            Turn.model(" "),
            Turn.user("b"),
            Turn.model("c"),
            Turn.model("d"),
            Turn.user("e\ud83c"));

    var messages = sent.body().getJsonArray("messages").encode();
    assertThat(messages).contains("a\\n\\nb", "c\\n\\nd", "e?");
    assertThat(sent.body().getJsonArray("messages").stream())
        .extracting(message -> ((JsonObject) message).getString("role"))
        .filteredOn(role -> !role.equals("system"))
        .containsExactly("user", "assistant", "user");
  }

  @ParameterizedTest
  @EnumSource
  void keepsImagesFromAModelThatTakesNone(Dialect dialect) throws Exception {
    var config = Configs.withoutImages(fixture.server.config(dialect));

    assertThat(sent(config, WITH_IMAGES).body().encode()).contains("Look.").doesNotContain("cG5n");
    assertThat(fixture.model(config).traits().images()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void asksForNoMoreThanTheModelWrites(Dialect dialect) throws Exception {
    var prompt =
        new Prompt("", List.of(Turn.user("Hi")), new Prompt.Limits(1_000_000, ModelFixture.LONG));

    ModelFixture.await(fixture.model(dialect).generate(prompt, fixture.text::append));

    var body = fixture.server.requests().get(0).body();
    assertThat(body.getInteger("max_tokens")).isEqualTo(16_000);
    assertThat(body.encode()).doesNotContain("system");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 413, 415, 422})
  void asksAgainWithoutImages(int status) throws Exception {
    for (var dialect : Dialect.values()) {
      var before = fixture.server.requests().size();
      fixture.server.next().fails(status, Map.of(), "{\"error\":\"no images, please\"}");

      ModelFixture.await(
          fixture.model(dialect).generate(fixture.prompt(WITH_IMAGES), fixture.text::append));

      var requests = fixture.server.requests();
      assertThat(requests).hasSize(before + 2);
      assertThat(requests.get(before).body().encode()).contains("cG5n");
      assertThat(requests.get(before + 1).body().encode()).doesNotContain("cG5n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksWithoutImagesOnce(Dialect dialect) throws Exception {
    fixture.server.always().fails(400, Map.of(), "{}");

    var failure =
        ModelFixture.failure(
            fixture.model(dialect).generate(fixture.prompt(WITH_IMAGES), fixture.text::append));

    assertThat(failure.kind()).isEqualTo(Kind.REQUEST);
    assertThat(fixture.server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "max_tokens, 'unsupported_parameter', '''max_tokens'' is not supported with this model. Use ''max_completion_tokens'' instead.'",
    "max_tokens, '', 'Unsupported parameter: ''max_tokens''. Use ''max_completion_tokens''.'",
    "temperature, unsupported_value, '''temperature'' does not support 0.2 with this model.'",
    "stream_options, '', 'body.stream_options: Extra inputs are not permitted'"
  })
  void learnsWhatAModelDoesNotUnderstand(String name, String code, String message)
      throws Exception {
    var error = new JsonObject().put("message", message);
    if (!code.isEmpty()) {
      error.put("code", code).put("param", name);
    }
    fixture.server.next().fails(400, Map.of(), new JsonObject().put("error", error).encode());
    var config = Configs.withTemperature(fixture.server.config(Dialect.OPENAI), 0.2);
    var model = fixture.model(config);

    ModelFixture.await(model.generate(fixture.prompt(), fixture.text::append));
    ModelFixture.await(model.generate(fixture.prompt(), fixture.text::append));

    var requests = fixture.server.requests();
    assertThat(requests).hasSize(3);
    assertThat(requests.get(0).body().containsKey(name)).isTrue();
    assertThat(requests.get(1).body().containsKey(name)).isFalse();
    assertThat(requests.get(2).body()).isEqualTo(requests.get(1).body());
    assertThat(requests.get(1).body().containsKey("max_completion_tokens"))
        .isEqualTo(name.equals("max_tokens"));
  }

  @ParameterizedTest
  @EnumSource
  void sendsNothingOnceItMustNot(Dialect dialect) throws Exception {
    assertStopped(dialect, 0);
  }

  @ParameterizedTest
  @EnumSource
  void asksNotOnceMoreWhereItMustNotAnyMore(Dialect dialect) throws Exception {
    fixture.server.next().fails(400, Map.of(), "{\"error\":\"no images, please\"}");

    assertStopped(dialect, 1);
  }

  /** After so many requests. */
  private void assertStopped(Dialect dialect, int requests) throws Exception {
    var stopped = new LeaseLostException(TaskId.random());
    var left = new AtomicInteger(requests);
    Runnable beforeItIsSent =
        () -> {
          if (left.getAndDecrement() == 0) {
            throw stopped;
          }
        };
    var limits = new Prompt.Limits(1_000, ModelFixture.LONG);
    var prompt = new Prompt("Be brief.", List.of(WITH_IMAGES), limits, beforeItIsSent);

    var answer = fixture.model(dialect).generate(prompt, fixture.text::append);

    assertThatThrownBy(() -> ModelFixture.await(answer)).isSameAs(stopped);
    assertThat(fixture.server.requests()).hasSize(requests);
  }

  @Test
  void asksNoServerForEver() throws Exception {
    fixture
        .server
        .always()
        .fails(400, Map.of(), "{\"error\":\"max_tokens and max_completion_tokens: unsupported\"}");

    assertThat(fixture.failure(Dialect.OPENAI).kind()).isEqualTo(Kind.REQUEST);
    assertThat(fixture.server.requests().size()).isLessThanOrEqualTo(4);
  }

  @Test
  void takesALimitThatIsTooHighForARequestThatIsWrong() throws Exception {
    fixture.server.always().fails(400, Map.of(), "{\"error\":\"max_tokens is too large: 16000\"}");

    assertThat(fixture.failure(Dialect.OPENAI).kind()).isEqualTo(Kind.REQUEST);
    assertThat(fixture.server.requests()).hasSize(1);
  }

  private Received sent(ModelConfig config, Turn... turns) throws Exception {
    ModelFixture.await(fixture.model(config).generate(fixture.prompt(turns), fixture.text::append));
    return fixture.server.requests().get(0);
  }

  private static JsonObject json(String withSingleQuotes) {
    return new JsonObject(withSingleQuotes.replace('\'', '"'));
  }
}
