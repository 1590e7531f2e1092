package io.llmdevops.github.repository;

import static io.llmdevops.store.SiteTasks.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.git.GitCommand;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Fault;
import io.llmdevops.github.standin.Fault.When;
import io.llmdevops.github.standin.Faults;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.github.standin.Token;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.Task;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub forbids ends a task at once, and the task says what to do. */
class PublishingRefusedTest {

  private static final String ME = StandInGithub.LOGIN;

  @TempDir Path folder;
  private Publishing publishing;
  private StandInGithub github;

  @BeforeEach
  void open() throws Exception {
    publishing = new Publishing(folder, Options.quick().protectingPushes());
    github = publishing.github();
  }

  @AfterEach
  void close() throws Exception {
    publishing.close();
  }

  @Test
  void tellsThatGitDoesNotTakeTheToken() {
    checked();
    github.faults().always(Faults.kind(Call.Kind.GIT_PUSH_LOOK), When.BEFORE, Fault.answer(401));

    refused()
        .hasMessageContaining("does not accept the token")
        .hasMessageContaining("GITHUB_TOKEN");
  }

  @Test
  void tellsThePermissionThatAPushNeeds() {
    checked();
    publishing.as(given(Token.fineGrained(ME, "administration=write", "pages=write")));

    refused()
        .hasMessageContaining("Contents, read and write")
        .hasMessageContaining("public_repo")
        .hasMessageContaining("denied to " + ME);
    assertThat(github.journal().count(Call.Kind.GIT_PUSH)).isZero();
  }

  @Test
  void tellsThatGitWantsTheTokenAuthorisedForSingleSignOn() {
    checked();
    github
        .faults()
        .always(
            Faults.kind(Call.Kind.GIT_PUSH_LOOK),
            When.BEFORE,
            Fault.answer(
                403,
                "The 'acme' organization has enabled or enforced SAML SSO. To access this"
                    + " repository, you must re-authorize the token."));

    refused().hasMessageContaining("Configure SSO").hasMessageNotContaining("Contents");
  }

  @Test
  void tellsWhatAPushedWorkflowNeeds() {
    var workflow = "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: []}}\n";
    publishing
        .tasks()
        .checked(1, write("index.html", "1"), write(".github/workflows/a.yml", workflow));
    var lacking = Token.fineGrained(ME, "administration=write", "contents=write", "pages=write");
    publishing.as(given(lacking));

    refused()
        .hasMessageContaining(".github/workflows/a.yml")
        .hasMessageContaining("Workflows, read and write");
  }

  @Test
  void namesTheFileInWhichPushProtectionFoundASecret() {
    var secret = "ghp" + "_0123456789abcdefghij0123456789ABCDEF";
    publishing.tasks().checked(1, write("index.html", "1"), write("src/keys.js", secret));

    refused()
        .hasMessageContaining("push protection found a secret in src/keys.js")
        .hasMessageContaining("GitHub Personal Access Token")
        .hasMessageNotContaining(secret);
  }

  @Test
  void tellsWhatCreatingForAnOrganisationNeeds() {
    checked();
    github.organisation("acme", "boss", Set.of(), true);
    publishing.forOwner("acme");

    refused().hasMessageContaining("organisation").hasMessageContaining("Member privileges");
    assertThat(github.repositories()).isEmpty();
  }

  @Test
  void tellsWhatToLookAtWhereThereIsNoSuchOwner() {
    checked();
    publishing.forOwner("nobody");

    refused().hasMessageContaining("nobody").hasMessageContaining("GITHUB_OWNER");
  }

  @Test
  void repeatsWhyGithubDoesNotCreateARepository() {
    checked();
    var error =
        new JsonObject(
            """
            {"message": "Repository creation failed.", "documentation_url": "https://docs",
             "errors": [{"resource": "Repository", "code": "custom", "field": "description",
                         "message": "description is too rude"}]}
            """);
    github
        .faults()
        .once(Faults.rest(HttpMethod.POST, "/user/repos"), When.BEFORE, Fault.answer(422, error));

    refused().hasMessageContaining("description is too rude");
    assertThat(github.journal().calls()).hasSize(2);
  }

  @Test
  void saysWhatToDoWhereThePolicyOfAnOrganisationIsToldAsAFaultOfTheRequest() {
    checked();
    var policy = "Organization members cannot create public repositories.";
    github
        .faults()
        .once(Faults.rest(HttpMethod.POST, "/user/repos"), When.BEFORE, Fault.answer(422, policy));

    refused()
        .hasMessageContaining(policy)
        .hasMessageContaining("have one of its owners allow it under Settings, Member privileges");
  }

  @ParameterizedTest
  @CsvSource({"archived, unarchive it", "private, make it public"})
  void leavesARepositoryThatIsNotFitForASiteAsItIs(String property, String told) {
    var task = checked();
    github.create(ME, name(task));
    shown(task, property);

    refused().hasMessageContaining(name(task)).hasMessageContaining(told);
    assertThat(publishing.hosted(name(task)).commits()).isEmpty();
  }

  @Test
  void doesNotFollowARepositoryToItsNewName() {
    var task = checked();
    publishing.goLive();
    github.rename(publishing.hosted(name(task)), "their-own-name");

    assertThatThrownBy(
            () -> StoreFixture.await(publishing.repositories().head(task.repositoryKey())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("has moved: give it its name back");
  }

  @Test
  void passesOverAnArchivedRepositoryOfSomebodyElse() {
    var task = checked();
    github.commit(github.create(ME, name(task)), Map.of("a", "theirs"), "Theirs");
    shown(task, "archived");

    assertThat(publishing.publish().repoUrl()).endsWith(task.repositoryKey().names().get(1));
  }

  @Test
  void doesNotTakeARepositoryWithAnotherBranchForEmpty() throws Exception {
    var task = checked();
    github.create(ME, name(task));
    var url = github.gitUrl() + "/" + ME + "/" + name(task) + ".git";
    var person = new GitCommand(folder);
    person.run("init", "-q", "person");
    var clone = new GitCommand(folder.resolve("person"));
    clone.run("commit", "-q", "--allow-empty", "-m", "Theirs");
    clone.run(
        "push",
        "-q",
        url.replace("http://", "http://x:" + github.token() + "@"),
        "HEAD:their-work");

    assertThat(publishing.publish().repoUrl()).endsWith(task.repositoryKey().names().get(1));
    assertThat(publishing.hosted(name(task)).commits()).isEmpty();
  }

  @Test
  void waitsAsLongAsGitIsAskedTo() {
    checked();
    github.faults().once(Faults.kind(Call.Kind.GIT_PUSH_LOOK), When.BEFORE, Fault.answer(429));

    assertThatThrownBy(() -> publishing.run())
        .isInstanceOfSatisfying(
            HeldUpException.class,
            heldUp -> assertThat(heldUp.after()).contains(Duration.ofSeconds(60)));
    publishing.publish();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(() -> publishing.run())
        .isInstanceOf(RefusedException.class)
        .hasMessageNotContaining(github.token());
  }

  private Task checked() {
    return publishing.tasks().checked(1, write("index.html", "1"));
  }

  private String given(Token token) {
    return github.accounts().give(token).text();
  }

  /** GitHub shows the repository as it is, but for this. */
  private void shown(Task task, String property) {
    var shown =
        StoreFixture.await(publishing.rest().get("/repos/" + ME + "/" + name(task))).object();
    github
        .faults()
        .always(
            Faults.rest(HttpMethod.GET, "/repos/.*/" + name(task)),
            When.BEFORE,
            Fault.answer(200, shown.copy().put(property, true)));
  }

  private static String name(Task task) {
    return task.repositoryKey().names().get(0);
  }
}
