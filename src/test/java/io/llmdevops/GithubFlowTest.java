package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The whole engine, with a token: what it makes lies on GitHub, and nothing is served here. */
@Timeout(60)
class GithubFlowTest {

  private static final String SECRET = "a-secret-of-the-engine-2741";
  private static final Duration GAP = Duration.ofMillis(50);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final TestEvaluator evaluator = new TestEvaluator(vertx);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Level levelBefore;
  private StandInGithub github;
  private MainVerticle engine;
  private String deployment;

  @BeforeEach
  void start() throws Exception {
    levelBefore = log().getLevel();
    log().setLevel(Level.TRACE);
    log().setAdditive(false);
    logged.start();
    log().addAppender(logged);
    github = StandInGithub.start(vertx, folder.resolve("github"), Options.quick().gap(GAP));
    engine =
        new MainVerticle(
            LoopbackConfig.with(
                vertx,
                folder.resolve("data"),
                github,
                GAP,
                new JsonObject().put("SECRET", SECRET)));
    deployment = await(vertx.deployVerticle(engine));
  }

  @AfterEach
  void close() throws TimeoutException {
    try {
      github.close();
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
    log().detachAppender(logged);
    log().setAdditive(true);
    log().setLevel(levelBefore);
  }

  @Test
  void twoRoundsEndInOneRepositoryWithOneSite() throws Exception {
    post(1);
    var first = evaluator.next();
    var between = github.journal().calls().size();
    post(2);
    var second = evaluator.next();

    assertThat(github.repositories()).hasSize(1);
    assertThat(github.repositories().iterator().next().commits())
        .containsExactly(second.getString("commit_sha"), first.getString("commit_sha"));
    assertThat(second.getString("pages_url")).startsWith(github.pagesUrl(StandInGithub.LOGIN));
    assertThat(await(client.getAbs(second.getString("pages_url")).send()).bodyAsString())
        .contains("Round 1", "Round 2");
    assertThat(github.journal().count(Call.Kind.REST_CHANGE)).isEqualTo(2);
    assertThat(github.journal().count(Call.Kind.GIT_PUSH)).isEqualTo(2);
    assertThat(github.journal().calls(call -> call.number() >= between))
        .noneMatch(call -> call.kind() == Call.Kind.REST_CHANGE);
    assertThat(github.journal().violations()).isEmpty();
  }

  @Test
  void saysWhereVersionsGoAndShowsTheTokenNowhere() throws Exception {
    post(1);
    evaluator.next();
    // It writes to its log until then.
    await(vertx.undeploy(deployment));

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("versions are published on GitHub as the token's user through " + github.apiUrl())
        .noneMatch(line -> line.contains("publishing is local"))
        .noneMatch(line -> line.contains(github.token()));
    try (var files = Files.walk(folder.resolve("data"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(github.token());
      }
    }
  }

  private void post(int round) {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "sales")
            .put("round", round)
            .put("nonce", "nonce " + round)
            .put("brief", "Round " + round + ": show the numbers.")
            .put("evaluation_url", evaluator.url());
    var answer = await(client.postAbs(engine.apiUrl() + "/task").sendJsonObject(request));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("io.llmdevops");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }
}
