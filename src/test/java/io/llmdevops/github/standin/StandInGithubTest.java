package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.git.GitCommand;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
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
    push(github, cloneUrl, "<h1>One</h1>");
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

  private void push(StandInGithub github, String cloneUrl, String index) throws Exception {
    var work = Files.createDirectories(folder.resolve("work"));
    var git = new GitCommand(work);
    git.run("init", "-q", "-b", "main");
    Files.writeString(work.resolve("index.html"), index);
    git.run("add", ".");
    git.run("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "One");
    var basic =
        java.util.Base64.getEncoder()
            .encodeToString(("x-access-token:" + github.token()).getBytes());
    git.run("-c", "http.extraHeader=Authorization: Basic " + basic, "push", "-q", cloneUrl, "main");
  }
}
