package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the stand-in does on a good day. */
@Timeout(60)
class StandInGithubTest extends StandInFixture {

  @Test
  void takesARepositoryFromItsCreationToItsPage() throws Exception {
    var github = github(Options.quick());
    var api = Api.of(github);

    var created = api.post("/user/repos", new JsonObject().put("name", "app"));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    var cloneUrl = Api.json(created).getString("clone_url");
    var pushed = Pushing.from(folder).push(cloneUrl, github.token(), "index.html", "<h1>One</h1>");
    assertThat(pushed.exit()).as(pushed.output()).isZero();
    var site = api.post("/repos/octo-engine/app/pages", branchSite());
    assertThat(site.statusCode()).as(site.body()).isEqualTo(201);
    await(() -> latest(api).getString("status").equals("built"));

    assertThat(latest(api).getString("commit"))
        .isEqualTo(github.repository("octo-engine", "app").orElseThrow().head());
    var page = Api.page(Api.json(site).getString("html_url"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isEqualTo("<h1>One</h1>");
    assertThat(github.journal().violations()).isEmpty();
  }

  private static JsonObject latest(Api api) throws Exception {
    return Api.json(api.get("/repos/octo-engine/app/pages/builds/latest"));
  }

  private static JsonObject branchSite() {
    return new JsonObject().put("source", new JsonObject().put("branch", "main").put("path", "/"));
  }
}
