package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.HeldUpException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor's look at the token over HTTP, from servers that answer well and ill. */
@Timeout(60)
class TokenOverHttpTest {

  private static final String TOKEN = "github_pat_11AAAA_of_the_tests";

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Consumer<HttpServerRequest>> answers = new HashMap<>();
  private HttpServer server;
  @TempDir Path folder;

  @BeforeEach
  void open() throws TimeoutException {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  asked.add(request.method() + " " + request.uri());
                  answers.getOrDefault(request.path(), json(404, new JsonObject())).accept(request);
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
    answers.put("/api/v3/user", json(200, new JsonObject().put("login", "octocat")));
    answers.put("/api/v3/rate_limit", json(200, AskedGithub.limits(4_321)));
    answers.put("/api/v3/user/repos", json(200, new JsonArray()));
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static Consumer<HttpServerRequest> json(int status, Object body) {
    return request ->
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json; charset=utf-8")
            .end(body.toString());
  }

  private static Consumer<HttpServerRequest> refusal(int status, String message) {
    return json(status, new JsonObject().put("message", message));
  }

  private EngineConfig config(String apiUrl) {
    var settings = new JsonObject().put("GITHUB_TOKEN", TOKEN).put("GITHUB_API_URL", apiUrl);
    return Configured.with(folder, settings).config();
  }

  private String look(String apiUrl) throws TimeoutException {
    var config = config(apiUrl);
    var check = new TokenCheck(config, Duration.ofSeconds(20), Clock.systemUTC());
    var found = Promise.<List<Finding>>promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            now ->
                check
                    .look(
                        () ->
                            new GithubOverHttp(
                                vertx, config.github().orElseThrow(), config.store()))
                    .onComplete(found));
    var findings = new ArrayList<>(found.future().await(30, TimeUnit.SECONDS));
    return new Findings(findings, config.secrets()).text();
  }

  private String look() throws TimeoutException {
    return look("http://127.0.0.1:" + server.actualPort() + "/api/v3/");
  }

  @Test
  void asksAnEnterpriseServerByTheAddressAsItIsGiven() throws TimeoutException {
    assertThat(look())
        .contains("127.0.0.1:" + server.actualPort() + " knows it as octocat's")
        .contains("4,321 of 5,000 requests are left")
        .contains("the first task will tell")
        .endsWith("All is well.\n");
    assertThat(asked)
        .containsExactly(
            "GET /api/v3/user", "GET /api/v3/rate_limit", "GET /api/v3" + AskedGithub.USER_REPOS);
  }

  @Test
  void triesWhatItMayDoAndChangesNothing() throws TimeoutException {
    var repository = AskedGithub.repository("octocat", "hello-0a1b2c");
    var git = "/octocat/hello-0a1b2c.git";
    repository.put("clone_url", "http://127.0.0.1:" + server.actualPort() + git);
    answers.put("/api/v3/user/repos", json(200, new JsonArray().add(repository)));
    var refused = refusal(403, "Resource not accessible by personal access token");
    answers.put("/api/v3/repos/octocat/hello-0a1b2c/actions/permissions", refused);
    answers.put(git + "/info/refs", json(200, "no matter what"));

    assertThat(look())
        .containsPattern("GitHub may +ok +push to octocat/hello-0a1b2c")
        .containsPattern("GitHub may +FAULT +it may not see settings\n.*Administration \\(read and")
        .contains("There is 1 fault");
    assertThat(asked).hasSize(5).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void findsFaultWithATokenThatIsNotValid() throws TimeoutException {
    answers.put("/api/v3/user", refusal(401, "Bad credentials, and it is " + TOKEN));

    assertThat(look())
        .containsPattern("GitHub token +FAULT .*401")
        .contains("There is 1 fault")
        .doesNotContain(TOKEN);
    assertThat(asked).containsExactly("GET /api/v3/user");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void findsFaultWithAPageInThePlaceOfTheApi(int status) throws TimeoutException {
    answers.put(
        "/user",
        request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html")
                .end("<html>Sign in</html>"));

    assertThat(look("http://127.0.0.1:" + server.actualPort()))
        .containsPattern("GitHub token +FAULT +what answers is a web page.*check GITHUB_API_URL")
        .contains("There is 1 fault");
  }

  @Test
  void findsFaultWithAnApiThatKnowsNoUsers() throws TimeoutException {
    assertThat(look("http://127.0.0.1:" + server.actualPort()))
        .containsPattern("FAULT +there is no GitHub API at http://127.0.0.1:\\d+: it answers")
        .contains("to https://HOST/api/v3");
  }

  @Test
  void findsFaultWithARedirectAndDoesNotFollowIt() throws TimeoutException {
    answers.put(
        "/api/v3/user",
        request ->
            request.response().setStatusCode(301).putHeader("Location", "/api/v4/user").end());

    assertThat(look())
        .containsPattern("GitHub token +FAULT .*\n +to do: .*GITHUB_API_URL is the API's own")
        .contains("There is 1 fault");
    assertThat(asked).containsExactly("GET /api/v3/user");
  }

  @Test
  void findsFaultWhereNobodyAnswers() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(look("http://127.0.0.1:" + port))
        .containsPattern(
            "GitHub token +FAULT .*\n +to do: check that 127.0.0.1:\\d+ can be reached")
        .contains("There is 1 fault");
  }

  @Test
  void asksNothingInAWindowThatIsClosedForTheEngine() throws Exception {
    answers.put(
        "/api/v3/user",
        request -> {
          request.response().putHeader("Retry-After", "600");
          refusal(403, "You have exceeded a secondary rate limit.").accept(request);
        });
    var url = "http://127.0.0.1:" + server.actualPort() + "/api/v3/";
    var config = config(url);
    try (var store = StoreFixture.open(vertx, config.store().dataDir(), Clock.systemUTC())) {
      var engine = new RestClient(vertx, config.github().orElseThrow(), store.tokenLimits());
      assertThatThrownBy(() -> StoreFixture.await(engine.get("/user")))
          .isInstanceOf(HeldUpException.class);

      assertThat(look(url)).containsPattern("GitHub token +note +.*rate limit is used up.*10 min");
    }

    assertThat(look(url)).containsPattern("GitHub token +note +.*rate limit is used up.*10 min");
    assertThat(asked).containsExactly("GET /api/v3/user");
  }

  @Test
  void asksNothingMoreWhereNoRequestIsLeft() throws TimeoutException {
    var reset = Clock.systemUTC().instant().plusSeconds(900).getEpochSecond();
    answers.put(
        "/api/v3/user",
        request -> {
          request
              .response()
              .putHeader("X-RateLimit-Limit", "5000")
              .putHeader("X-RateLimit-Remaining", "0")
              .putHeader("X-RateLimit-Reset", String.valueOf(reset));
          refusal(403, "API rate limit exceeded for user ID 1.").accept(request);
        });

    assertThat(look()).containsPattern("GitHub token +note ").endsWith("All is well.\n");
    assertThat(asked).containsExactly("GET /api/v3/user");
  }
}
