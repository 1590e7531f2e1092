package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Fate;
import io.llmdevops.github.standin.Hosted;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.model.ModelServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine, with a model that is told why GitHub could not build what it wrote. */
@Timeout(60)
class GithubRepairTest {

  private static final String SECRET = "a-secret-of-the-engine-6073";
  private static final Duration GAP = Duration.ofMillis(50);
  private static final String WHY = "The value of sales_total is no number.";
  private static final String WORKFLOW = ".github/workflows/pages.yml";

  private static final String SITE =
      """
      <summary>Show the numbers</summary>
      <file path="index.html">
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Numbers</title></head>
      <body><h1>Numbers</h1></body>
      </html>
      </file>
      <file path="README.md">
      # Numbers

      ## Summary

      A page of numbers.

      ## Setup

      There is nothing to set up.

      ## Usage

      Open the page.

      ## Code explanation

      All of it is in index.html.

      ## License

      MIT, see LICENSE.
      </file>
      """;

  private static final String DEPLOYING =
      """
      <file path="%s">
      name: Deploy
      on:
        push:
          branches: ["main"]
      permissions:
        contents: read
        pages: write
        id-token: write
      jobs:
        deploy:
          environment:
            name: github-pages
            url: ${{ steps.deployment.outputs.page_url }}
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - uses: actions/configure-pages@v5
            - uses: actions/upload-pages-artifact@v3
              with:
                path: .
            - name: Put it online
              id: deployment
              uses: actions/deploy-pages@v4
      </file>
      """
          .formatted(WORKFLOW);

  private static final String REPAIR =
      """
      <summary>Repair what could not be built</summary>
      <edit path="index.html">
      <<<<<<< SEARCH
      <body><h1>Numbers</h1></body>
      =======
      <body><h1>Numbers, repaired</h1></body>
      >>>>>>> REPLACE
      </edit>
      """;

  private static final String DONE = "<done/>\n";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final TestEvaluator evaluator = new TestEvaluator(vertx);
  private ModelServer model;
  private StandInGithub github;
  private MainVerticle engine;

  @BeforeEach
  void start() throws Exception {
    model = ModelServer.start(vertx);
    github = StandInGithub.start(vertx, folder.resolve("github"), Options.quick().gap(GAP));
    engine =
        new MainVerticle(
            LoopbackConfig.with(
                vertx,
                folder.resolve("data"),
                github,
                GAP,
                new JsonObject()
                    .put("SECRET", SECRET)
                    .put("LLM_BASE_URL", model.url() + "/v1")
                    .put("LLM_MODEL", "test-model")));
    await(vertx.deployVerticle(engine));
  }

  @AfterEach
  void close() throws TimeoutException {
    try {
      github.close();
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aSiteThatCouldNotBeBuiltIsRepairedOnceAndThenLive() throws Exception {
    model.next().says(SITE + DONE);
    model.next().says(REPAIR + DONE);
    github.builds().next(Fate.fails(WHY));

    assertRepaired(post(), "GitHub Pages could not build");
  }

  @Test
  void aRunThatFailedIsRepairedOnceAndThenLive() throws Exception {
    model.next().says(SITE + DEPLOYING + DONE);
    model.next().says(REPAIR + DONE);
    github.runs().next(Fate.fails(WHY));

    assertRepaired(post(), "Put it online");
  }

  @Test
  void aBuildThatFailsAgainIsReportedWithWhy() throws Exception {
    model.next().says(SITE + DONE);
    model.next().says(REPAIR + DONE);
    github.builds().next(Fate.fails("first"), Fate.fails(WHY));

    assertReported(post(), WHY);
  }

  @Test
  void aRunThatFailsAgainIsReportedWithItsStepAndLog() throws Exception {
    model.next().says(SITE + DEPLOYING + DONE);
    model.next().says(REPAIR + DONE);
    github.runs().next(Fate.fails("first"), Fate.fails(WHY));

    assertReported(post(), "Put it online", WHY);
  }

  @Test
  void whatNoModelRepairsIsReportedAsItIs() throws Exception {
    model.next().says(SITE + DONE);
    model.always().fails(400, Map.of(), "{}");
    github.builds().next(Fate.fails(WHY));
    var id = post();
    var callback = evaluator.next();

    assertThat(repository().commits()).containsExactly(callback.getString("commit_sha"));
    assertThat(status(id).getString("error")).startsWith("the page is not live: ").contains(WHY);
    assertChanges(1);
  }

  private void assertRepaired(String id, String where) throws Exception {
    var callback = evaluator.next();
    var status = status(id);

    assertThat(model.requests()).hasSize(2);
    assertFenced(model.requests().get(1).body(), where);
    assertThat(repository().commits())
        .hasSize(2)
        .first()
        .isEqualTo(callback.getString("commit_sha"));
    assertThat(await(client.getAbs(callback.getString("pages_url")).send()).bodyAsString())
        .contains("Numbers, repaired");
    assertThat(status.getString("commit_sha")).isEqualTo(callback.getString("commit_sha"));
    assertThat(status.getString("error")).isNull();
    assertThat(status.getJsonArray("timeline").encode()).doesNotContain("unconfirmed");
    assertChanges(2);
  }

  private void assertReported(String id, String... why) throws Exception {
    var callback = evaluator.next();
    var status = status(id);

    assertThat(model.requests()).hasSize(2);
    assertThat(repository().commits())
        .hasSize(2)
        .first()
        .isEqualTo(callback.getString("commit_sha"));
    assertThat(status.getString("error")).startsWith("the page is not live: ").contains(why);
    assertThat(status.getJsonArray("timeline").encode()).contains("unconfirmed");
    assertChanges(2);
  }

  /** What GitHub said is among the data, which a line with a code of its own ends. */
  private void assertFenced(JsonObject prompt, String where) {
    var messages = prompt.getJsonArray("messages");
    var text = messages.getJsonObject(messages.size() - 1).getString("content");
    var block = text.substring(text.indexOf("\"failed_check\""));
    assertThat(block.substring(0, block.indexOf("END DATA"))).contains(where, WHY);
    assertThat(prompt.encode()).doesNotContain(github.token(), SECRET);
  }

  private void assertChanges(int pushes) {
    assertThat(github.journal().count(Call.Kind.REST_CHANGE)).isEqualTo(2);
    assertThat(github.journal().count(Call.Kind.GIT_PUSH)).isEqualTo(pushes);
    assertThat(github.journal().violations()).isEmpty();
  }

  private Hosted repository() {
    assertThat(github.repositories()).hasSize(1);
    return github.repositories().iterator().next();
  }

  private String post() {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "numbers")
            .put("round", 1)
            .put("nonce", "nonce")
            .put("brief", "Show the numbers.")
            .put("evaluation_url", evaluator.url());
    var answer = await(client.postAbs(engine.apiUrl() + "/task").sendJsonObject(request));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.bodyAsJsonObject().getString("id");
  }

  private JsonObject status(String id) {
    var url = engine.apiUrl() + "/tasks/" + id;
    return await(client.getAbs(url).bearerTokenAuthentication(SECRET).send()).bodyAsJsonObject();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still waiting", e);
    }
  }
}
