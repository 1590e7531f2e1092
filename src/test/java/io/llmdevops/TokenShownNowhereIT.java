package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token of GitHub is in nothing that the fat jar says, answers or keeps, however loudly a
 * server repeats it.
 */
@Timeout(120)
class TokenShownNowhereIT {

  private static final String TOKEN = "github_pat_11AAAAAAA0_of_these_tests_only";
  private static final String SECRET = "the-secret-of-these-tests";

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorisations = new CopyOnWriteArrayList<>();
  private HttpServer github;
  @TempDir Path folder;

  @BeforeEach
  void refuseEveryone() throws TimeoutException {
    github =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  asked.add(request.uri());
                  authorisations.add(request.getHeader("Authorization"));
                  request
                      .response()
                      .setStatusCode(401)
                      .putHeader("Content-Type", "application/json")
                      .putHeader("X-Echo", request.getHeader("Authorization"))
                      .end(refusal(request));
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
  }

  /** Nobody should say a token back; this one does. */
  private static String refusal(HttpServerRequest request) {
    return new JsonObject()
        .put("message", "Bad credentials: " + request.getHeader("Authorization"))
        .put("documentation_url", "https://docs.github.com/rest?token=" + TOKEN)
        .put("status", "401")
        .encode();
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private JsonObject settings() throws IOException {
    var token = Files.writeString(folder.resolve("token-of-the-operator"), TOKEN + "\n");
    return EngineProcess.loopback()
        .put("secret", SECRET)
        .put("github_token_file", token.toString())
        .put("github_api_url", "http://127.0.0.1:" + github.actualPort() + "/api/v3/")
        .put("llm_keep_prompts", true)
        .put("log_level", "trace");
  }

  @Test
  void whenATaskIsRefused() throws Exception {
    var settings = settings();
    List<String> lines;
    var answers = new ArrayList<String>();
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      var accepted = post(settings);
      answers.add(accepted.encode());
      engine.awaitLine(": failed: ");
      answers.add(get(settings, "/tasks/" + accepted.getString("id")));
      answers.add(get(settings, "/tasks"));
      answers.add(get(settings, "/openapi.json"));
      engine.terminate();
      assertThat(engine.awaitExit(20)).isEqualTo(143);
      lines = engine.linesToTheEnd();
    }

    assertThat(authorisations).isNotEmpty().allMatch(("Bearer " + TOKEN)::equals);
    assertThat(asked).allMatch(uri -> uri.startsWith("/api/v3/") && !shows(uri));
    assertThat(answers.get(1)).contains("\"failed\"", "401", "GITHUB_TOKEN");
    assertThat(lines).noneMatch(TokenShownNowhereIT::shows);
    assertThat(answers).noneMatch(TokenShownNowhereIT::shows);
    assertThat(folder.resolve("data/engine.db")).exists();
    assertThat(filesThatShowIt()).isEmpty();
  }

  @Test
  void whenTheDoctorIsRefused() throws Exception {
    try (var doctor = EngineProcess.start(folder, settings(), "doctor")) {
      assertThat(doctor.awaitExit(60)).isEqualTo(1);
      assertThat(doctor.linesToTheEnd())
          .noneMatch(TokenShownNowhereIT::shows)
          .anyMatch(line -> line.matches("GitHub token +FAULT .*401.*"));
    }
    assertThat(asked).containsExactly("/api/v3/user");
  }

  @Test
  void whenItIsWarnedOf() throws Exception {
    var settings =
        EngineProcess.loopback()
            .put("github_token", "ghp_weak")
            .put("github_api_url", "http://ghe.invalid/api/v3");
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      assertThat(String.join("\n", engine.lines()))
          .contains("GITHUB_TOKEN is weak")
          .contains("GITHUB_API_URL is plain http: the token goes over the network in the clear")
          .doesNotContain("ghp_weak");
    }
  }

  /** As it is, and as the user's word of basic authentication. */
  private static boolean shows(String text) {
    var basic = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
    return text.contains(TOKEN) || text.contains(basic.replace("=", ""));
  }

  private List<Path> filesThatShowIt() throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(folder.resolve("data"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (shows(Files.readString(file, StandardCharsets.ISO_8859_1))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private JsonObject post(JsonObject settings) throws TimeoutException {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "refused")
            .put("round", 1)
            .put("nonce", "n-1")
            .put("brief", "Say hello.")
            .put("evaluation_url", "http://127.0.0.1:9/callback");
    return WebClient.create(vertx)
        .postAbs(url(settings, "/task"))
        .sendJsonObject(request)
        .await(20, TimeUnit.SECONDS)
        .bodyAsJsonObject();
  }

  private String get(JsonObject settings, String path) throws TimeoutException {
    return WebClient.create(vertx)
        .getAbs(url(settings, path))
        .bearerTokenAuthentication(SECRET)
        .send()
        .map(answer -> Buffer.buffer(answer.headers().toString()).appendBuffer(answer.body()))
        .await(20, TimeUnit.SECONDS)
        .toString();
  }

  private static String url(JsonObject settings, String path) {
    return "http://127.0.0.1:" + settings.getInteger("port") + path;
  }
}
