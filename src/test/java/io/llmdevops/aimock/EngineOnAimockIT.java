package io.llmdevops.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.EngineProcess;
import io.llmdevops.TestEvaluator;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar, from the brief to the callback, with models of a server that others wrote. */
@Timeout(180)
class EngineOnAimockIT {

  private static final String SECRET = "secret-of-the-engine";
  private static final String EMAIL = "ringer@example.com";

  private static final String STATEMENT = "It shows a bell.";

  private static Aimock aimock;

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    aimock = Aimock.start();
  }

  @AfterAll
  static void stop() {
    if (aimock != null) {
      aimock.close();
    }
  }

  @BeforeEach
  void forget() throws Exception {
    aimock.forget();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static JsonObject settings(String provider, String model) throws Exception {
    return EngineProcess.loopback()
        .put("secret", SECRET)
        .put("llm_provider", provider)
        .put(provider + "_api_key", Aimock.KEY)
        .put("llm_base_url", aimock.url() + (provider.equals("openai") ? "/v1" : ""))
        .put("llm_model", model);
  }

  private static JsonObject request(int round, String brief, String callback) {
    return new JsonObject()
        .put("email", EMAIL)
        .put("secret", SECRET)
        .put("task", "bells")
        .put("round", round)
        .put("nonce", "nonce-" + round)
        .put("brief", brief)
        .put("checks", new JsonArray().add(STATEMENT))
        .put("evaluation_url", callback);
  }

  /** Posts the request, waits for its callback and gives the task's status. */
  private JsonObject play(JsonObject settings, TestEvaluator evaluator, int round, String brief)
      throws Exception {
    var accepted =
        client
            .postAbs("http://127.0.0.1:" + settings.getInteger("port") + "/task")
            .sendJsonObject(request(round, brief, evaluator.url()))
            .await(20, TimeUnit.SECONDS);
    assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(200);
    var callback = evaluator.next();
    assertThat(callback.getString("nonce")).isEqualTo("nonce-" + round);
    assertThat(get(callback.getString("pages_url"))).contains("<h1>Bells</h1>");
    return new JsonObject(get(accepted.bodyAsJsonObject().getString("status_url")))
        .put("page", get(callback.getString("pages_url")))
        .put("style", get(callback.getString("pages_url") + "style.css"));
  }

  private String get(String url) throws Exception {
    return client
        .getAbs(url)
        .bearerTokenAuthentication(SECRET)
        .send()
        .await(20, TimeUnit.SECONDS)
        .bodyAsString();
  }

  @Test
  void getsOverALimitOfTheRateInChatCompletions() throws Exception {
    aimock.failOnce(429, "rate_limit_error", "Slow down.");

    playTwoRounds("openai", "writes");

    assertThat(aimock.journal())
        .extracting(request -> request.getJsonObject("response").getInteger("status"))
        .containsExactly(429, 200, 200, 200, 200);
  }

  @Test
  void getsOverAStreamThatIsTornInMessages() throws Exception {
    playTwoRounds("anthropic", "tears-once-and-writes");

    assertThat(aimock.journal())
        .extracting(request -> request.getJsonObject("response").getBoolean("interrupted", false))
        .containsExactly(true, false, false, false, false);
  }

  private void playTwoRounds(String provider, String model) throws Exception {
    var evaluator = new TestEvaluator(vertx);
    var settings = settings(provider, model);
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      var first = play(settings, evaluator, 1, "Ring one bell.");
      assertThat(first.getString("page")).contains("One bell");
      var second = play(settings, evaluator, 2, "Ring two bells.");
      assertThat(second.getString("page")).contains("Two bells 🔔🔔").doesNotContain("One bell");
      assertThat(second.getString("style")).isEqualTo(first.getString("style"));
      assertThat(verdict(second))
          .containsEntry("verdict", "pass")
          .containsEntry("reason", "index.html shows it 🔔");

      var usage = second.getJsonObject("usage");
      assertThat(usage.getInteger("calls")).as("one writes, one judges").isEqualTo(2);
      assertThat(usage.getInteger("input_tokens")).isEqualTo(1_800 + 900);
      assertThat(usage.getInteger("output_tokens")).isEqualTo(60 + 20);
      assertThat(usage.getJsonArray("models")).containsExactly(model);
      assertThat(String.join("\n", engine.lines()))
          .doesNotContain(Aimock.KEY, SECRET)
          .doesNotContain("\tat ");
    }
    saidNothingThatIsNotTheModelsBusiness(evaluator.url());
  }

  /** On the one statement that there is. */
  private static Map<String, Object> verdict(JsonObject status) {
    return status.getJsonArray("versions").getJsonObject(0).getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("check").equals(STATEMENT))
        .findFirst()
        .orElseThrow()
        .getMap();
  }

  private static void saidNothingThatIsNotTheModelsBusiness(String callback) throws Exception {
    var systems =
        aimock.journal().stream()
            .map(request -> request.getJsonObject("body"))
            .peek(body -> assertThat(body.getBoolean("stream")).isTrue())
            .peek(
                body ->
                    assertThat(body.encode()).doesNotContain(Aimock.KEY, SECRET, EMAIL, callback))
            .map(body -> body.getJsonArray("messages").getJsonObject(0))
            .peek(first -> assertThat(first.getString("role")).isEqualTo("system"))
            .map(first -> first.getString("content"))
            .distinct();
    assertThat(systems)
        .as("the stable parts of those that write and of those that judge")
        .hasSize(2);
  }

  @Test
  void theDoctorTellsWhatIsWrongWithEachModelOfAChain() throws Exception {
    Files.writeString(
        folder.resolve(".env"),
        "OPENAI_API_KEY=" + Aimock.KEY + "\nANTHROPIC_API_KEY=not-a-key-of-aimock\n");
    var settings =
        EngineProcess.loopback()
            .put("secret", SECRET)
            .put("llm_idle_timeout", "5s")
            .put(
                "llm_chain",
                new JsonArray()
                    .add(entry("openai", "talks", aimock.url() + "/v1"))
                    .add(entry("openai", "runs-out-of-room", aimock.url() + "/v1"))
                    .add(entry("openai", "is-not-there", aimock.url() + "/v1"))
                    .add(entry("openai", "has-no-credit-openai", aimock.url() + "/v1"))
                    .add(entry("openai", "falls-silent", aimock.url() + "/v1"))
                    .add(entry("openai", "cannot-be-reached", "http://127.0.0.1:1/v1"))
                    .add(
                        entry("anthropic", "thinks-first", aimock.url())
                            .put("api_key_variable", "OPENAI_API_KEY"))
                    .add(entry("anthropic", "declines-anthropic", aimock.url())));

    assertThat(doctor(settings, 1))
        .containsPattern("model talks +ok +127.0.0.1:\\d+ answered in [\\d.]+ s: 120 tokens in, 30")
        .containsPattern("model runs-out-of-room +ok .*the key is accepted all the same")
        .containsPattern("model is-not-there +FAULT .*404")
        .containsPattern("model has-no-credit-openai +FAULT +out of quota")
        .containsPattern("model falls-silent +FAULT +no answer for 5 s")
        .containsPattern("model cannot-be-reached +FAULT +no connection to 127.0.0.1:1:")
        .containsPattern("model thinks-first +ok .*: 9 tokens in, 14 out")
        .containsPattern("model declines-anthropic +FAULT .*401")
        .contains("check that the key in ANTHROPIC_API_KEY", "There are 5 faults")
        .doesNotContain(Aimock.KEY, "not-a-key-of-aimock", SECRET, "\tat ");
  }

  private static JsonObject entry(String provider, String model, String baseUrl) {
    return new JsonObject().put("provider", provider).put("model", model).put("base_url", baseUrl);
  }

  private String doctor(JsonObject settings, int exit) throws Exception {
    try (var doctor = EngineProcess.start(folder, settings, "doctor")) {
      assertThat(doctor.awaitExit(60)).as(() -> String.join("\n", doctor.lines())).isEqualTo(exit);
      return String.join("\n", doctor.linesToTheEnd());
    }
  }
}
