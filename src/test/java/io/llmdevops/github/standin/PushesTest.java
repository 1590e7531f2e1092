package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may push what, and fetch. */
@Timeout(60)
class PushesTest extends StandInFixture {

  private StandInGithub github;
  private Hosted repository;
  private String url;

  @BeforeEach
  void startOne() {
    github = github(Options.quick().protectingPushes());
    repository = github.create("octo-engine", "app");
    url = github.gitUrl() + "/octo-engine/app.git";
  }

  @Test
  void anybodyFetchesWhatIsPublic() throws Exception {
    var sha = github.commit(repository, Map.of("a.txt", "1"), "One");

    assertThat(Pushing.from(folder).git("", "ls-remote", url).output())
        .contains(sha + "\trefs/heads/main", sha + "\tHEAD");
  }

  @Test
  void nobodyPushesWithoutAToken() throws Exception {
    assertThat(Pushing.from(folder).push(url, "", "a.txt", "1").exit()).isNotZero();
    assertThat(Pushing.from(folder).push(url, "wrong", "b.txt", "1").exit()).isNotZero();
    assertThat(github.journal().calls(Faults.kind(Call.Kind.GIT_PUSH_LOOK)))
        .hasSize(2)
        .allMatch(call -> call.status() == 401);
  }

  @Test
  void aTokenMustHaveThePermission() throws Exception {
    var weak = github.accounts().give(Token.fineGrained("octo-engine", "contents=read"));
    var pushed = Pushing.from(folder).push(url, weak.text(), "a.txt", "1");

    assertThat(pushed.output()).contains("403");
  }

  @Test
  void pushesAndPushesAgain() throws Exception {
    var pushing = Pushing.from(folder);
    assertThat(pushing.push(url, github.token(), "a.txt", "1").output()).contains("main -> main");
    assertThat(pushing.push(url, github.token(), "b.txt", "2").output()).contains("main -> main");

    assertThat(repository.commits()).hasSize(2);
    assertThat(repository.files()).containsOnlyKeys("a.txt", "b.txt");
  }

  @Test
  void refusesASecretAndTellsWhere() throws Exception {
    var secret = "ghp" + "_" + "a1B2".repeat(9);
    var pushed =
        Pushing.from(folder).push(url, github.token(), "app.js", "\nlet x = '" + secret + "'");

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.output())
        .contains("remote: error: GH013: Repository rule violations found for refs/heads/main.")
        .contains("path: app.js:2")
        .contains("(push declined due to repository rule violations)");
    assertThat(repository.head()).isEmpty();
  }

  @Test
  void refusesAWorkflowWithoutThePermission() throws Exception {
    var weak = github.accounts().give(Token.classic("octo-engine", "repo"));
    var pushed = Pushing.from(folder).push(url, weak.text(), ".github/workflows/a.yml", "on: push");

    assertThat(pushed.output())
        .contains("refusing to allow a Personal Access Token to create or update workflow")
        .contains("`.github/workflows/a.yml` without `workflow` scope");
    assertThat(repository.head()).isEmpty();
  }

  @Test
  void leadsFromAFormerNameToTheNew() throws Exception {
    var sha = github.commit(repository, Map.of("a.txt", "1"), "One");
    github.rename(repository, "other");

    assertThat(Pushing.from(folder).git("", "ls-remote", url).output()).contains(sha);
  }
}
