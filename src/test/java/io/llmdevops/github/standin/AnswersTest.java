package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that the stand-in answers is as GitHub describes its answers. */
@Timeout(180)
class AnswersTest extends StandInFixture {

  private static final String REPO = "/repos/octo-engine/app";
  private static final String WORKFLOW =
      """
      name: Site
      on:
        push:
          branches: [main]
      jobs:
        deploy:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - name: Deploy
              uses: actions/deploy-pages@v4
      """;

  private Conformance conformance;
  private StandInGithub github;
  private Api api;

  @BeforeEach
  void load() throws Exception {
    conformance = Conformance.load();
    github = github(Options.quick().conformance(conformance));
    api = Api.of(github);
  }

  private void answers(int status, String method, String path, JsonObject body) throws Exception {
    var response = api.send(method, path, body);
    assertThat(response.statusCode())
        .as("%s %s: %s", method, path, response.body())
        .isEqualTo(status);
    assertThat(conformance.faults()).isEmpty();
  }

  private void gives(int status, String path) throws Exception {
    answers(status, "GET", path, null);
  }

  private static JsonObject named(String name) {
    return new JsonObject()
        .put("name", name)
        .put("description", "An app")
        .put("homepage", "https://example.com/");
  }

  @Test
  void ofAccountsAndRepositories() throws Exception {
    github.organisation("acme", "octo-engine", Set.of(), true);
    gives(200, "/user");
    gives(200, "/users/octo-engine");
    gives(404, "/users/nobody");
    gives(200, "/rate_limit");
    answers(201, "POST", "/user/repos", named("app"));
    answers(422, "POST", "/user/repos", named("app"));
    answers(422, "POST", "/user/repos", named("other").put("description", "x".repeat(351)));
    answers(201, "POST", "/orgs/acme/repos", named("app"));
    gives(200, REPO);
    gives(404, REPO + "-2");
    gives(200, "/user/repos?per_page=1");
    gives(200, "/orgs/acme");
    gives(200, "/orgs/acme/repos");
    gives(403, "/user/memberships/orgs/acme");
  }

  @Test
  void ofCommits() throws Exception {
    var repository = github.create("octo-engine", "app");
    gives(409, REPO + "/commits");
    var one = github.commit(repository, Map.of("a.txt", "1"), "One");
    var two = github.commit(repository, Map.of("a.txt", "2"), "Two");
    gives(200, REPO + "/commits?per_page=1");
    gives(200, REPO + "/commits/" + one);
    gives(200, REPO + "/compare/" + one + "..." + two);
    gives(200, REPO + "/compare/" + two + "..." + one);
    gives(200, REPO + "/compare/" + two + "..." + two);
    gives(404, REPO + "/compare/" + two + "...0000000000000000000000000000000000000001");
    gives(200, REPO + "/contents/a.txt");
    gives(404, REPO + "/contents/b.txt");
    github.rename(repository, "new");
    gives(301, REPO);
  }

  @Test
  void ofABranchSite() throws Exception {
    var site =
        new JsonObject().put("source", new JsonObject().put("branch", "main").put("path", "/"));
    var repository = github.create("octo-engine", "app");
    gives(404, REPO + "/pages");
    answers(422, "POST", REPO + "/pages", site);
    github.commit(repository, Map.of("index.html", "1"), "One");
    github.builds().next(Fate.fails("Page build failed."), Fate.SUCCEEDS);
    answers(201, "POST", REPO + "/pages", site);
    answers(409, "POST", REPO + "/pages", site);
    await(() -> repository.builds().get(0).status().equals("errored"));
    gives(200, REPO + "/pages");
    gives(200, REPO + "/pages/builds/latest");
    answers(201, "POST", REPO + "/pages/builds", null);
    gives(200, REPO + "/pages/builds");
    gives(200, REPO + "/pages/builds/" + repository.builds().get(0).id());
    gives(200, REPO + "/pages/health");
    answers(204, "PUT", REPO + "/pages", new JsonObject().put("build_type", "workflow"));
  }

  @Test
  void ofAWorkflowSite() throws Exception {
    var repository = github.create("octo-engine", "app");
    gives(200, REPO + "/actions/permissions");
    github.commit(repository, Map.of(".github/workflows/site.yml", WORKFLOW), "One");
    gives(200, REPO + "/actions/runs?branch=main&event=push&per_page=1");
    await(() -> repository.runs().get(0).status().equals("completed"));
    var run = REPO + "/actions/runs/" + repository.runs().get(0).id();
    gives(200, run);
    gives(200, run + "/jobs");
    gives(302, REPO + "/actions/jobs/" + job(run) + "/logs");
    answers(201, "POST", REPO + "/pages", new JsonObject().put("build_type", "workflow"));
    github.runs().next(Fate.SUCCEEDS, Fate.STUCK);
    answers(201, "POST", run + "/rerun-failed-jobs", null);
    await(() -> repository.runs().get(0).status().equals("completed"));
    assertThat(repository.runs().get(0).conclusion()).isEqualTo("success");
    answers(403, "POST", run + "/rerun-failed-jobs", null);
    answers(201, "POST", run + "/rerun", null);
    answers(403, "POST", run + "/rerun", null);
    gives(200, run);
  }

  private long job(String run) throws Exception {
    JsonArray jobs = Api.json(api.get(run + "/jobs")).getJsonArray("jobs");
    return jobs.getJsonObject(0).getLong("id");
  }

  @Test
  void ofErrors() throws Exception {
    var bad = new Api(github.apiUrl(), "not-a-token");
    assertThat(bad.get("/user").statusCode()).isEqualTo(401);
    var weak = github.accounts().give(Token.fineGrained("octo-engine", "contents=read"));
    var refused = new Api(github.apiUrl(), weak.text()).post("/user/repos", named("app"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Api.json(refused).getString("message"))
        .isEqualTo("Resource not accessible by personal access token");
    assertThat(refused.headers().firstValue("X-Accepted-GitHub-Permissions"))
        .contains("administration=write");
    assertThat(conformance.faults()).isEmpty();
  }

  @Test
  void whatIsNotDescribedIsRecorded() throws Exception {
    assertThat(api.get(REPO + "/pages/nothing").statusCode()).isEqualTo(404);

    assertThat(conformance.faults()).singleElement().asString().contains("no such operation");
    conformance.forgive();
  }
}
