package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.standin.Options.Delays;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sites are built and served, and what their CDN keeps. */
@Timeout(60)
class SitesTest extends StandInFixture {

  private static final String REPO = "/repos/octo-engine/app";
  private static final String WORKFLOW =
      "{name: Site, on: [push], jobs: {deploy: {steps: [{uses: actions/deploy-pages@v4}]}}}";

  private StandInGithub github;
  private Api api;
  private Hosted repository;

  private void with(Options options) {
    github = github(options);
    api = Api.of(github);
    repository = github.create("octo-engine", "app");
  }

  private void enable(String type) throws Exception {
    var site =
        new JsonObject()
            .put("build_type", type)
            .put("source", new JsonObject().put("branch", "main").put("path", "/"));
    assertThat(api.post(REPO + "/pages", site).statusCode()).isEqualTo(201);
  }

  private String page(String path) throws Exception {
    var page = Api.page(github.pagesUrl("octo-engine") + "/app/" + path);
    return page.statusCode() == 200 ? page.body() : Integer.toString(page.statusCode());
  }

  private void awaitLive(String sha) throws Exception {
    await(() -> sha.equals(repository.site().orElseThrow().deployedSha()));
  }

  @Test
  void keepsA404ThatWasAskedForTooEarly() throws Exception {
    with(Options.quick().delays(Delays.NONE.cdn(Duration.ofHours(1), Duration.ZERO)));
    var sha = github.commit(repository, Map.of("index.html", "1", ".nojekyll", ""), "One");
    assertThat(page("")).isEqualTo("404");
    enable("legacy");
    awaitLive(sha);

    assertThat(page("")).as("the same address").isEqualTo("404");
    assertThat(page("index.html")).as("another one").isEqualTo("1");
  }

  @Test
  void servesTheFormerStateForAWhile() {
    var site = new Site("legacy");
    var one = new Site.Deployment("1", false, Map.of(), Instant.ofEpochSecond(10));
    var two = new Site.Deployment("2", false, Map.of(), Instant.ofEpochSecond(20));
    site.deploy(one);
    assertThat(site.served(Instant.ofEpochSecond(9))).isNull();
    site.deploy(two);

    assertThat(site.served(Instant.ofEpochSecond(19))).isEqualTo(one);
    assertThat(site.served(Instant.ofEpochSecond(21))).isEqualTo(two);
  }

  @Test
  void leavesOutWhatJekyllLeavesOut() throws Exception {
    with(Options.quick());
    var files = Map.of("README.md", "# Hello", "_data.js", "1", ".hidden", "2");
    var one = github.commit(repository, files, "One");
    enable("legacy");
    awaitLive(one);
    assertThat(page("")).contains("# Hello");
    assertThat(page("_data.js")).isEqualTo("404");
    awaitLive(github.commit(repository, Map.of("_data.js", "1", ".nojekyll", ""), "Two"));

    assertThat(page("_data.js")).isEqualTo("1");
    assertThat(page("")).isEqualTo("404");
  }

  @Test
  void aStuckBuildMovesWhenItIsAskedForAgain() throws Exception {
    with(Options.quick());
    github.builds().next(Fate.STUCK);
    var one = github.commit(repository, Map.of("index.html", "1"), "One");
    enable("legacy");
    assertThat(Api.json(api.get(REPO + "/pages/builds/latest")).getString("status"))
        .isEqualTo("queued");
    assertThat(api.post(REPO + "/pages/builds", null).statusCode()).isEqualTo(201);
    awaitLive(one);

    // A page is served a moment before its build says so.
    await(() -> statuses().equals(List.of("queued", "built")));
  }

  @Test
  void ofBuildsThatWaitOnlyTheNewestIsMade() throws Exception {
    with(Options.quick().delays(Delays.NONE.builds(Duration.ofSeconds(2), Duration.ofMillis(1))));
    github.commit(repository, Map.of("index.html", "1"), "One");
    enable("legacy");
    awaitLive(github.commit(repository, Map.of("index.html", "2"), "Two"));

    // A page is served a moment before its build says so.
    await(() -> statuses().equals(List.of("queued", "built")));
    assertThat(page("")).isEqualTo("2");
  }

  @Test
  void aWorkflowFailsUnlessTheSiteIsItsOwn() throws Exception {
    with(Options.quick());
    var files = Map.of(".github/workflows/site.yml", WORKFLOW, "index.html", "1");
    var sha = github.commit(repository, files, "One");
    await(() -> "failure".equals(repository.runs().get(0).conclusion()));
    enable("workflow");
    var run = REPO + "/actions/runs/" + repository.runs().get(0).id();
    assertThat(api.post(run + "/rerun-failed-jobs", null).statusCode()).isEqualTo(201);
    awaitLive(sha);

    assertThat(page("")).isEqualTo("1");
    assertThat(repository.runs().get(0).attempt()).isEqualTo(2);
  }

  @Test
  void aBranchSiteIgnoresWhatAWorkflowDeploys() throws Exception {
    with(Options.quick());
    var files = Map.of(".github/workflows/site.yml", WORKFLOW, "index.html", "1");
    github.commit(repository, Map.of("index.html", "0"), "Zero");
    github.builds().otherwise(Fate.fails("Page build failed."));
    enable("legacy");
    github.commit(repository, files, "One");
    await(
        () ->
            repository.runs().stream()
                .filter(run -> run.event().equals("push"))
                .anyMatch(run -> "success".equals(run.conclusion())));

    assertThat(repository.site().orElseThrow().deployedSha()).isNull();
  }

  @Test
  void tellsTheLogOfAFailedJobToWhoComesWithoutAToken() throws Exception {
    with(Options.quick());
    github.runs().next(Fate.fails("npm ERR! missing script: build"));
    github.commit(repository, Map.of(".github/workflows/site.yml", WORKFLOW), "One");
    await(() -> "failure".equals(repository.runs().get(0).conclusion()));
    var run = REPO + "/actions/runs/" + repository.runs().get(0).id();
    var job = Api.json(api.get(run + "/jobs")).getJsonArray("jobs").getJsonObject(0);
    var found = api.get(REPO + "/actions/jobs/" + job.getLong("id") + "/logs");
    var where = found.headers().firstValue("Location").orElseThrow();

    assertThat(found.statusCode()).isEqualTo(302);
    assertThat(Api.page(where).body()).contains("##[error]npm ERR! missing script: build");
    assertThat(Api.page(where, "Authorization", "Bearer x").statusCode()).isEqualTo(403);
    assertThat(github.journal().violations())
        .extracting(Violation::kind)
        .containsExactly(Violation.Kind.TOKEN_ABROAD);
  }

  private List<String> statuses() {
    return repository.builds().stream().map(Build::status).toList();
  }
}
