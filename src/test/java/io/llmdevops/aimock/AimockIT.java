package io.llmdevops.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Answer;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our clients of models against a server of both dialects that others wrote. */
@Timeout(180)
class AimockIT {

  private static final String TEXT = "Grüße, 世界 👋 – <done/>\nin \"two\" lines\tand a tab.";

  private static Vertx vertx;
  private static Aimock aimock;

  @BeforeAll
  static void start() throws Exception {
    aimock = Aimock.start();
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    if (aimock != null) {
      aimock.close();
      vertx.close().await();
    }
  }

  @BeforeEach
  void forget() throws Exception {
    aimock.forget();
  }

  private static Asked ask(Dialect dialect, String model) throws TimeoutException {
    return ask(dialect, model, Aimock.KEY);
  }

  private static Asked ask(Dialect dialect, String model, String key) throws TimeoutException {
    var version = dialect == Dialect.OPENAI ? "/v1" : "";
    return Asked.of(vertx, dialect, aimock.url() + version, model, key);
  }

  private static ModelException failure(Asked asked) {
    assertThat(asked.failure()).get().isInstanceOf(ModelException.class);
    return (ModelException) asked.failure().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void readsTextThatIsCutAnywhereAndWhatItTook(Dialect dialect) throws Exception {
    var asked = ask(dialect, "talks");

    assertThat(asked.failure()).isEmpty();
    assertThat(asked.text()).isEqualTo(TEXT);
    var answer = asked.answer().orElseThrow();
    assertThat(answer.stop()).isEqualTo(Answer.Stop.COMPLETE);
    assertThat(answer.call().model()).isEqualTo("talks");
    assertThat(answer.call().inputTokens()).isEqualTo(120);
    assertThat(answer.call().outputTokens()).isEqualTo(30);
    assertThat(answer.call().ended()).isTrue();
  }

  /** It answers there as OpenRouter does: with comments in the stream, and cached tokens told. */
  @Test
  void readsWhatOpenRouterSends() throws Exception {
    var asked = Asked.of(vertx, Dialect.OPENAI, aimock.url() + "/api/v1", "talks", Aimock.KEY);

    assertThat(asked.text()).isEqualTo(TEXT);
    var call = asked.answer().orElseThrow().call();
    assertThat(call.inputTokens()).isEqualTo(120);
    assertThat(call.cachedTokens()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void leavesOutWhatAModelThinks(Dialect dialect) throws Exception {
    var asked = ask(dialect, "thinks-first");

    assertThat(asked.text()).isEqualTo("ok");
    assertThat(asked.answer().orElseThrow().stop()).isEqualTo(Answer.Stop.COMPLETE);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void tellsAnAnswerThatMetItsLimit(Dialect dialect) throws Exception {
    var asked = ask(dialect, "runs-out-of-room");

    assertThat(asked.text()).isEqualTo("This goes on and");
    assertThat(asked.answer().orElseThrow().stop()).isEqualTo(Answer.Stop.TRUNCATED);
    assertThat(asked.answer().orElseThrow().call().outputTokens()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"OPENAI, declines-openai", "ANTHROPIC, declines-anthropic"})
  void tellsARefusal(Dialect dialect, String model) throws Exception {
    assertThat(ask(dialect, model).answer().orElseThrow().stop()).isEqualTo(Answer.Stop.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, has-no-credit-openai, ACCOUNT",
    "ANTHROPIC, has-no-credit-anthropic, ACCOUNT",
    "OPENAI, is-not-there, ACCOUNT",
    "ANTHROPIC, is-not-there, ACCOUNT",
    "OPENAI, may-not-be-used, ACCOUNT",
    "ANTHROPIC, may-not-be-used, ACCOUNT",
    "OPENAI, understands-nothing, REQUEST",
    "ANTHROPIC, understands-nothing, REQUEST",
    "OPENAI, is-asked-too-much, REQUEST",
    "ANTHROPIC, is-asked-too-much, REQUEST",
    "OPENAI, fails-inside, PASSING",
    "ANTHROPIC, fails-inside, PASSING",
    "OPENAI, has-a-bad-gateway, PASSING",
    "ANTHROPIC, has-a-bad-gateway, PASSING",
    "OPENAI, is-down, PASSING",
    "ANTHROPIC, is-down, PASSING",
    "OPENAI, is-overloaded, PASSING",
    "ANTHROPIC, is-overloaded, PASSING",
    "OPENAI, drops, PASSING",
    "ANTHROPIC, drops, PASSING",
    "OPENAI, talks-nonsense, PASSING",
    "ANTHROPIC, talks-nonsense, PASSING",
    "OPENAI, limits-by-chance, PASSING",
    "ANTHROPIC, limits-by-chance, PASSING",
    "OPENAI, hangs-up, PASSING",
    "ANTHROPIC, hangs-up, PASSING",
    "OPENAI, hangs-up-in-the-middle, PASSING",
    "ANTHROPIC, hangs-up-in-the-middle, PASSING",
    "OPENAI, falls-silent, PASSING",
    "ANTHROPIC, falls-silent, PASSING",
    "OPENAI, falls-silent-in-the-middle, PASSING",
    "ANTHROPIC, falls-silent-in-the-middle, PASSING",
  })
  void knowsWhatAFaultMeans(Dialect dialect, String model, Kind kind) throws Exception {
    var failure = failure(ask(dialect, model));

    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    assertThat(failure.getMessage()).doesNotContain(Aimock.KEY).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void waitsAsLongAsItIsTold(Dialect dialect) throws Exception {
    assertThat(failure(ask(dialect, "limits-the-rate")).retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(failure(ask(dialect, "limits-by-chance")).retryAfter())
        .contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void namesTheVariableOfAKeyThatIsRefusedAndNotTheKey(Dialect dialect) throws Exception {
    var failure = failure(ask(dialect, "talks", "no-key-of-this-server"));

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure.getMessage())
        .contains("401", Asked.KEY_VARIABLE)
        .doesNotContain("no-key-of-this-server");
  }

  @Test
  void speaksChatCompletions() throws Exception {
    ask(Dialect.OPENAI, "talks");

    var request = onlyRequest("/v1/chat/completions");
    assertThat(request.getJsonObject("body").getJsonObject("stream_options"))
        .isEqualTo(new JsonObject().put("include_usage", true));
    assertThat(request.getJsonObject("headers").getString("authorization")).isNotEmpty();
    assertThat(request.getJsonObject("headers").getString("x-api-key")).isNull();
  }

  @Test
  void speaksMessages() throws Exception {
    ask(Dialect.ANTHROPIC, "talks");

    var request = onlyRequest("/v1/messages");
    assertThat(request.getJsonObject("body").getInteger("max_tokens")).isEqualTo(64);
    assertThat(request.getJsonObject("headers").getString("anthropic-version"))
        .isEqualTo("2023-06-01");
    assertThat(request.getJsonObject("headers").getString("x-api-key")).isNotEmpty();
    assertThat(request.getJsonObject("headers").getString("authorization")).isNull();
  }

  /** What the journal shows is what aimock understood: the same for both dialects. */
  private static JsonObject onlyRequest(String path) throws Exception {
    var journal = aimock.journal();
    assertThat(journal).singleElement();
    var request = journal.get(0);
    assertThat(request.getString("method")).isEqualTo("POST");
    assertThat(request.getString("path")).isEqualTo(path);
    assertThat(request.getJsonObject("headers").getString("content-type"))
        .startsWith("application/json");
    var body = request.getJsonObject("body");
    assertThat(body.getString("model")).isEqualTo("talks");
    assertThat(body.getBoolean("stream")).isTrue();
    assertThat(body.getDouble("temperature")).isEqualTo(0.5);
    assertThat(body.getJsonArray("messages").stream().map(AimockIT::spoken))
        .containsExactly(
            "system: " + Asked.STABLE,
            "user: I heard bells.",
            "assistant: So did I.",
            "user: " + Asked.QUESTION);
    return request;
  }

  private static String spoken(Object message) {
    var json = (JsonObject) message;
    var content = json.getValue("content");
    return json.getString("role") + ": " + (content instanceof String ? content : parts(content));
  }

  private static String parts(Object content) {
    var parts = (JsonArray) content;
    return parts.getJsonObject(0).getString("text");
  }
}
