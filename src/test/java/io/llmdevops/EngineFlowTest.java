package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The whole engine in this process: requests over HTTP, callbacks over HTTP, git over HTTP. */
@Timeout(90)
class EngineFlowTest {

  private static final String SECRET = "a-secret-of-the-engine-2741";
  private static final String READ_TOKEN = "a-token-for-readers-9152";

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final TestEvaluator evaluator = new TestEvaluator(vertx);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  @TempDir Path dataDir;
  private MainVerticle engine;
  private String deployment;
  private Level levelBefore;

  @BeforeEach
  void listenToTheLog() {
    var root = (Logger) LoggerFactory.getLogger("io.llmdevops");
    levelBefore = root.getLevel();
    root.setLevel(Level.TRACE);
    root.setAdditive(false);
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
    var root = (Logger) LoggerFactory.getLogger("io.llmdevops");
    root.detachAppender(logged);
    root.setAdditive(true);
    root.setLevel(levelBefore);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }

  private void start() {
    start(new JsonObject());
  }

  private void startWithBrowser() {
    start(new JsonObject().put("BROWSER_PATH", ""));
  }

  private void start(JsonObject more) {
    var settings =
        more.put("NOTIFY_ALLOW_PRIVATE", "true")
            .put("SECRET", SECRET)
            .put("READ_TOKEN", READ_TOKEN);
    engine = new MainVerticle(LoopbackConfig.with(vertx, dataDir, settings));
    deployment = await(vertx.deployVerticle(engine));
  }

  private JsonObject request(String task, int round) {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", SECRET)
        .put("task", task)
        .put("round", round)
        .put("nonce", "nonce of " + task + " " + round)
        .put("brief", "Round " + round + ": show the numbers & <b>the total</b>.")
        .put("checks", new JsonArray().add("Repo has MIT license").add("js: document.title"))
        .put("evaluation_url", evaluator.url())
        .put(
            "attachments",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("name", "data " + round + ".csv")
                        .put("url", "data:text/csv,a%2Cb%0A1%2C2%0A3%2C4%0A")));
  }

  private HttpResponse<Buffer> post(JsonObject request) {
    return await(client.postAbs(engine.apiUrl() + "/task").sendJsonObject(request));
  }

  private JsonObject status(String id) {
    var url = engine.apiUrl() + "/tasks/" + id;
    return await(client.getAbs(url).bearerTokenAuthentication(READ_TOKEN).send())
        .bodyAsJsonObject();
  }

  private String text(String url) {
    var answer = await(client.getAbs(url).send());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.bodyAsString();
  }

  @Test
  void severalInstancesOfEachPartWorkSideBySide() throws Exception {
    var settings = new JsonObject().put("INTAKE_INSTANCES", "3");
    for (var part : List.of("LLM", "CHECK", "GITHUB", "NOTIFICATION")) {
      settings.put(part + "_INSTANCES", "2");
    }
    start(settings);
    var sent = new TreeSet<String>();
    for (var number = 1; number <= 6; number++) {
      var request = request("task " + number, 1);
      assertThat(post(request).statusCode()).isEqualTo(200);
      sent.add(request.getString("nonce"));
    }
    var delivered = new TreeSet<String>();
    for (var number = 1; number <= 6; number++) {
      delivered.add(evaluator.next().getString("nonce"));
    }
    assertThat(delivered).isEqualTo(sent);
  }

  @Test
  void aBriefBecomesARepositoryAPageAndACallbackAndASecondRoundChangesThem() throws Exception {
    startWithBrowser();
    var accepted = post(request("sales", 1)).bodyAsJsonObject();
    var first = evaluator.next();
    post(request("sales", 2));
    var second = evaluator.next();

    assertThat(first.getString("nonce")).isEqualTo("nonce of sales 1");
    assertThat(first.fieldNames())
        .containsExactlyInAnyOrder(
            "email", "task", "round", "nonce", "repo_url", "commit_sha", "pages_url");
    assertThat(second.getString("repo_url")).isEqualTo(first.getString("repo_url"));
    assertThat(second.getString("commit_sha")).isNotEqualTo(first.getString("commit_sha"));
    var page = text(second.getString("pages_url"));
    assertThat(page).contains("Round 1", "Round 2", "&lt;b&gt;").doesNotContain("<b>the total");
    assertThat(text(second.getString("pages_url") + "data%201.csv")).isEqualTo("a,b\n1,2\n3,4\n");
    var status = status(accepted.getString("id"));
    assertThat(status.getString("state")).isEqualTo("notified");
    assertThat(verdicts(status)).containsEntry("Repo has MIT license", "pass");
    // Where no browser is installed it has to be said, and is as good.
    assertThat(verdicts(status).get("js: document.title")).isIn("pass", "not_judged");
    assertThat(verdicts(status)).doesNotContainValue("fail");
    assertThat(commits(second.getString("repo_url")))
        .containsExactly(second.getString("commit_sha"), first.getString("commit_sha"));
  }

  private static Map<String, String> verdicts(JsonObject status) {
    return status.getJsonArray("versions").getJsonObject(0).getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(
                check -> check.getString("check"), check -> check.getString("verdict")));
  }

  private List<String> commits(String url) throws Exception {
    var folder = Files.createTempDirectory(dataDir, "clone");
    try (var clone = Git.cloneRepository().setURI(url).setDirectory(folder.toFile()).call()) {
      var shas = new ArrayList<String>();
      clone.log().call().forEach(commit -> shas.add(commit.name()));
      return shas;
    }
  }

  @Test
  void withEveryMessageDroppedTasksStillFinish() throws Exception {
    var conf = Files.createDirectories(dataDir.resolve("conf"));
    Files.writeString(conf.resolve("config.json"), "{\"tick_ms\": 100}");
    vertx
        .eventBus()
        .addOutboundInterceptor(
            dropped -> {
              // Not handed on: nothing arrives.
            });
    start();
    post(request("quiet", 1));
    post(request("quiet", 2));
    assertThat(evaluator.next().getInteger("round")).isEqualTo(1);
    assertThat(evaluator.next().getInteger("round")).isEqualTo(2);
  }

  @Test
  void aSecondRoundThatArrivesAtOnceWaitsForTheFirst() throws InterruptedException {
    start();
    Future.join(
            client.postAbs(engine.apiUrl() + "/task").sendJsonObject(request("early", 1)),
            client.postAbs(engine.apiUrl() + "/task").sendJsonObject(request("early", 2)))
        .await();
    var shas = new HashSet<String>();
    shas.add(evaluator.next().getString("commit_sha"));
    var last = evaluator.next();
    shas.add(last.getString("commit_sha"));
    assertThat(shas).hasSize(2);
  }

  @Test
  void theSameRequestAgainHasItsCallbackSentOnceMore() throws InterruptedException {
    start();
    var request = request("twice", 1);
    var id = post(request).bodyAsJsonObject().getString("id");
    var first = evaluator.next();
    untilNotified(id);

    var again = post(request).bodyAsJsonObject();
    assertThat(again.getString("status")).isEqualTo("duplicate");
    assertThat(again.getString("id")).isEqualTo(id);
    assertThat(evaluator.next()).isEqualTo(first);
    assertThat(post(request.copy().put("brief", "another")).statusCode()).isEqualTo(409);
    assertThat(evaluator.hasMore()).isFalse();
  }

  private void untilNotified(String id) {
    while (!"notified".equals(status(id).getString("state"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void itsWorkGoesOnAfterAStop() throws InterruptedException {
    start();
    post(request("stopped", 1));
    await(vertx.undeploy(deployment));
    start();
    var callback = evaluator.next();
    assertThat(callback.getString("task")).isEqualTo("stopped");
    assertThat(
            text(
                callback
                    .getString("pages_url")
                    .replaceFirst("http://localhost:\\d+", engine.hostingUrl())))
        .contains("Round 1");
  }

  @Test
  void noSecretReachesALogAnAnswerARepositoryOrAPage() throws Exception {
    start();
    var seen = new ArrayList<String>();
    var request = request("careful", 1);
    seen.add(post(request).bodyAsString());
    seen.add(post(request.copy().put("secret", SECRET + "x")).bodyAsString());
    seen.add(post(request.copy().put("round", SECRET).put("nonce", 5)).bodyAsString());
    var callback = evaluator.next();
    seen.add(callback.encode());
    seen.add(status(seen.get(0).replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1")).encode());
    seen.add(text(callback.getString("pages_url")));
    commits(callback.getString("repo_url"));
    await(vertx.undeploy(deployment));
    logged.list.forEach(event -> seen.add(event.getFormattedMessage() + event.getKeyValuePairs()));

    assertThat(logged.list).hasSizeGreaterThan(5);
    assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain(SECRET, READ_TOKEN));
    assertNothingKept();
  }

  /** Looks into every file: the database, the repositories, and what comes out of a clone. */
  private void assertNothingKept() throws Exception {
    try (var files = Files.walk(dataDir)) {
      var all = files.filter(Files::isRegularFile).toList();
      assertThat(all).extracting(file -> file.getFileName().toString()).contains("index.html");
      for (var file : all) {
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text).as(file.toString()).doesNotContain(SECRET, READ_TOKEN);
      }
    }
  }

  @Test
  void everyLogLineAboutATaskCarriesItsId() throws InterruptedException {
    start();
    var id = post(request("logged", 1)).bodyAsJsonObject().getString("id");
    evaluator.next();
    await(vertx.undeploy(deployment));
    assertThat(logged.list.stream().filter(line -> isOf(line, id)).count()).isGreaterThan(5);
    assertThat(logged.list)
        .filteredOn(line -> line.getFormattedMessage().contains("logged"))
        .allSatisfy(line -> assertThat(isOf(line, id)).as(line.getFormattedMessage()).isTrue());
  }

  private static boolean isOf(ILoggingEvent line, String id) {
    return line.getKeyValuePairs() != null
        && line.getKeyValuePairs().stream()
            .anyMatch(pair -> pair.key.equals("task") && pair.value.toString().equals(id));
  }
}
