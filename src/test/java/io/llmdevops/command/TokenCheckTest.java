package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenCheckTest {

  private static final String FINE_GRAINED = "github_pat_11AAAA_of_the_tests";
  private static final String CLASSIC = "ghp_of_the_tests_0123456789";
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final String REPOSITORY = "hello-0a1b2c";

  @TempDir Path folder;

  private EngineConfig config(String... settings) {
    var variables = new JsonObject();
    for (var index = 0; index < settings.length; index += 2) {
      variables.put(settings[index], settings[index + 1]);
    }
    return Configured.with(folder, variables).config();
  }

  /** What is found, as it is printed. */
  private String look(EngineConfig config, Duration patience, GithubAccess github)
      throws TimeoutException {
    var findings = new TokenCheck(config, patience, NOW).look(() -> github);
    return findings
        .map(all -> new Findings(all, config.secrets()).text())
        .await(20, TimeUnit.SECONDS);
  }

  private String look(GithubAccess github, String token, String... settings)
      throws TimeoutException {
    var all = new String[settings.length + 2];
    all[0] = "GITHUB_TOKEN";
    all[1] = token;
    System.arraycopy(settings, 0, all, 2, settings.length);
    return look(config(all), Duration.ofSeconds(15), github);
  }

  private static AskedGithub classic(String scopes) {
    return AskedGithub.of("octocat").knowing("octocat", Map.of("x-oauth-scopes", scopes));
  }

  private static AskedGithub withRepository() {
    return AskedGithub.of("octocat")
        .answering(
            AskedGithub.USER_REPOS,
            200,
            new JsonArray()
                .add(AskedGithub.repository("octocat", "somebodys-own"))
                .add(AskedGithub.repository("octocat", "old-bbbbbb").put("archived", true))
                .add(AskedGithub.repository("octocat", REPOSITORY))
                .add(AskedGithub.repository("octocat", "earlier-0a1b2c")));
  }

  private static String of(String path) {
    return "/repos/octocat/" + REPOSITORY + path;
  }

  @Test
  void saysThatPublishingIsLocalWithoutAToken() throws TimeoutException {
    assertThat(look(config(), Duration.ofSeconds(15), null))
        .containsPattern("publishing +note +local: .*\n +to do: to publish on GitHub, set GITHUB_T")
        .endsWith("All is well.\n");
  }

  @Test
  void asksNobodyWhereTheNodeHasNoUseForTheToken() throws TimeoutException {
    assertThat(look((GithubAccess) null, FINE_GRAINED, "ROLES", "intake,notification"))
        .containsPattern("GitHub token +note +not asked")
        .endsWith("All is well.\n");
  }

  @Test
  void tellsWhoseTheTokenIsAndWhatIsLeftAndWhatItMustBeAbleToDo() throws TimeoutException {
    var github = AskedGithub.of("octocat");

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("GitHub token +ok +api.github.com knows it as octocat's\n")
        .containsPattern("GitHub owner +ok +the token's user, octocat\n")
        .containsPattern("GitHub limits +ok +4,990 of 5,000 requests are left until 2027-01-15T")
        .containsPattern("GitHub may +note +GitHub does not list it, .*: the first task will tell")
        .contains("for all repositories of octocat: Administration, Contents, Pages and Workflows")
        .endsWith("All is well.\n");
    assertThat(github.asked()).containsExactly("/user", "/rate_limit", AskedGithub.USER_REPOS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repo, workflow | ok +repo, workflow",
        "repo | note +repo: workflow is missing",
        "public_repo, workflow | note +public_repo, workflow: enough to create and push",
        "gist, workflow | FAULT +gist, workflow: repo is missing",
        "'' | FAULT +none: repo is missing"
      })
  void namesTheScopesThatAClassicTokenHasAndLacks(String scopes, String found)
      throws TimeoutException {
    assertThat(look(classic(scopes), CLASSIC))
        .containsPattern("GitHub scopes +" + found)
        .contains("a classic one")
        .doesNotContain("GitHub may");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2027-01-15 08:30:00 UTC | ok +expires at 2027-01-15 08:30 UTC",
        "2026-11-25 05:00:00 +0500 | note +expires at 2026-11-25 00:00 UTC, within a week",
        "2026-11-23 09:59:59 UTC | note +expired at 2026-11-23 09:59 UTC by GitHub's own account",
        "in the year 3000 | ok +expires: in the year 3000"
      })
  void tellsWhenTheTokenExpires(String written, String found) throws TimeoutException {
    var github =
        AskedGithub.of("octocat")
            .knowing("octocat", Map.of("GitHub-Authentication-Token-Expiration", written));

    assertThat(look(github, FINE_GRAINED)).containsPattern("GitHub token +" + found);
  }

  @Test
  void triesOnTheNewestRepositoryOfItsOwnWhatGithubDoesNotList() throws TimeoutException {
    var github =
        withRepository()
            .answering(of("/actions/permissions"), 200, new JsonObject().put("enabled", true))
            .answering(of("/pages/health"), 400, new JsonObject());

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("GitHub may +ok +push to octocat/hello-0a1b2c \\(Contents: write\\)")
        .containsPattern("GitHub may +ok +see settings \\(Administration: read\\)")
        .containsPattern("GitHub may +ok +set up pages \\(Administration and Pages: write\\)")
        .containsPattern("GitHub may +note +whether Workflows and Actions are among it")
        .endsWith("All is well.\n");
    assertThat(github.asked())
        .containsExactly(
            "/user",
            "/rate_limit",
            AskedGithub.USER_REPOS,
            "push https://github.example/octocat/hello-0a1b2c.git",
            of("/actions/permissions"),
            of("/pages/health"));
  }

  @Test
  void namesEachPermissionThatIsMissing() throws TimeoutException {
    var refused = new RefusedException("Resource not accessible by personal access token");
    var github =
        withRepository()
            .failing(of("/actions/permissions"), refused)
            .failing(of("/pages/health"), refused)
            .pushing(Future.succeededFuture(403));

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("FAULT +it may not push to octocat/hello-0a1b2c .*\n.*Contents \\(read")
        .containsPattern("FAULT +it may not see settings\n.*give the token Administration \\(read")
        .containsPattern("FAULT +it may not set up pages\n.*give the token Administration and Pag")
        .contains("There are 3 faults");
  }

  @Test
  void findsNoFaultWhereAnAnswerTellsNothing() throws TimeoutException {
    var github = withRepository().pushing(Future.failedFuture(new IllegalStateException("cut")));

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("note +git was not answered at octocat/hello-0a1b2c: cut")
        .doesNotContain("see settings", "set up pages")
        .endsWith("All is well.\n");
  }

  @Test
  void doesNotAskAnEnterpriseServerForWhatItDoesNotHave() throws TimeoutException {
    var github = withRepository();

    assertThat(look(github, FINE_GRAINED, "GITHUB_API_URL", "https://ghe.example:8443/api/v3/"))
        .contains("ghe.example:8443 knows it as octocat's");
    assertThat(github.asked())
        .contains(of("/actions/permissions"))
        .doesNotContain(of("/pages/health"));
  }

  @Test
  void asksForThePushOnlyWithAClassicToken() throws TimeoutException {
    var github = withRepository().pushing(Future.succeededFuture(403));
    github.knowing("octocat", Map.of("x-oauth-scopes", "repo, workflow"));

    assertThat(look(github, CLASSIC))
        .containsPattern("FAULT +it may not push .*\n.*the scope repo, and let it through")
        .contains("There is 1 fault");
    assertThat(github.asked()).doesNotContain(of("/actions/permissions"), of("/pages/health"));
  }

  private static JsonObject membership(String state, String role) {
    return new JsonObject().put("state", state).put("role", role);
  }

  private static AskedGithub acme(JsonObject organisation) {
    return AskedGithub.of("octocat").answering("/orgs/acme", 200, organisation);
  }

  @Test
  void takesAnOrganisationThatTheUserOwns() throws TimeoutException {
    var github =
        acme(new JsonObject().put("members_can_create_public_repositories", false))
            .answering("/user/memberships/orgs/acme", 200, membership("active", "admin"));

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub owner +ok +acme, of which octocat is an owner")
        .contains("for all repositories of acme")
        .endsWith("All is well.\n");
    assertThat(github.asked()).contains(AskedGithub.ORG_REPOS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"members_can_create_repositories", "members_can_create_public_repositories"})
  void namesThePolicyThatKeepsMembersFromCreatingRepositories(String policy)
      throws TimeoutException {
    var github =
        acme(new JsonObject().put(policy, false))
            .answering("/user/memberships/orgs/acme", 200, membership("active", "member"));

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("FAULT +acme does not let its members create public repositories")
        .contains("an owner of acme allow it", "There is 1 fault");
  }

  @Test
  void namesThePolicyThatKeepsPagesFromThePublic() throws TimeoutException {
    var github =
        acme(new JsonObject().put("members_can_create_public_pages", false))
            .answering("/user/memberships/orgs/acme", 200, membership("active", "member"));

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("FAULT +acme does not let its members publish public pages");
  }

  @Test
  void findsFaultWithAMemberWhoMayNotCreate() throws TimeoutException {
    var may = new JsonObject().put("can_create_repository", false);
    var member = membership("active", "member").put("permissions", may);
    var github = acme(new JsonObject()).answering("/user/memberships/orgs/acme", 200, member);

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("FAULT +acme does not let its members create repositories");
  }

  @Test
  void findsFaultWithAnInvitationThatWasNotAccepted() throws TimeoutException {
    var github =
        acme(new JsonObject())
            .answering("/user/memberships/orgs/acme", 200, membership("pending", "member"));

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("FAULT +octocat is invited to acme but not yet a member");
  }

  @Test
  void saysThatItIsNotShownTheMembership() throws TimeoutException {
    var github =
        acme(new JsonObject())
            .failing("/user/memberships/orgs/acme", new RefusedException("not for you"));

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub owner +note +acme; the token is not shown whether octocat may")
        .endsWith("All is well.\n");
  }

  @Test
  void believesThatTheUserIsNoMemberOnlyWhereTheTokenSeesMemberships() throws TimeoutException {
    var seeing = acme(new JsonObject()).knowing("octocat", Map.of("x-oauth-scopes", "repo"));

    assertThat(look(seeing, CLASSIC, "GITHUB_OWNER", "acme"))
        .containsPattern("FAULT +octocat is no member of acme");
    assertThat(look(acme(new JsonObject()), FINE_GRAINED, "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub owner +note +acme; the token is not shown");
  }

  @Test
  void findsFaultWithAnOrganisationThatDoesNotExist() throws TimeoutException {
    assertThat(look(AskedGithub.of("octocat"), FINE_GRAINED, "GITHUB_OWNER", "nobody"))
        .containsPattern("FAULT +there is no organisation nobody, and the token's user is octocat")
        .contains("leave it out to publish for octocat");
  }

  @Test
  void takesTheTokensOwnUserForAnOwnerWhateverTheCase() throws TimeoutException {
    var github = AskedGithub.of("octocat");

    assertThat(look(github, FINE_GRAINED, "GITHUB_OWNER", "OctoCat"))
        .containsPattern("GitHub owner +ok +the token's user, octocat");
    assertThat(github.asked()).contains(AskedGithub.USER_REPOS);
  }

  @Test
  void notesThatFewRequestsAreLeft() throws TimeoutException {
    var github = AskedGithub.of("octocat").answering("/rate_limit", 200, AskedGithub.limits(3));

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("GitHub limits +note +3 of 5,000 requests are left .*\n +to do: wait, or");
  }

  @Test
  void saysThatNoRequestIsLeftAndWhenTheyAreBack() throws TimeoutException {
    var github = AskedGithub.of("octocat").answering("/rate_limit", 200, AskedGithub.limits(0));

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("GitHub limits +note +none of 5,000 requests is left until 2027-01-15T")
        .endsWith("All is well.\n");
  }

  @Test
  void knowsAServerWithoutLimits() throws TimeoutException {
    var github = AskedGithub.of("octocat").answering("/rate_limit", 404, new JsonObject());

    assertThat(look(github, FINE_GRAINED)).containsPattern("GitHub limits +ok +none: ");
  }

  @Test
  void findsFaultWithATokenThatIsRefusedAndAsksNoMore() throws TimeoutException {
    var github =
        AskedGithub.of("octocat")
            .failing("/user", new RefusedException("HTTP 401: it is not valid"));

    assertThat(look(github, FINE_GRAINED))
        .containsPattern(
            "GitHub token +FAULT +HTTP 401: it is not valid\n +to do: check that GITHUB")
        .contains("There is 1 fault");
    assertThat(github.asked()).containsExactly("/user");
  }

  @Test
  void findsFaultWithAServerThatCannotBeReached() throws TimeoutException {
    var cause = HeldUpException.backingOff("api.github.com cannot be reached", null);

    assertThat(look(AskedGithub.of("octocat").failing("/user", cause), FINE_GRAINED))
        .containsPattern("GitHub token +FAULT +api.github.com cannot be reached\n.*firewall");
  }

  @Test
  void onlyNotesAWindowThatIsClosedAndAsksNoMore() throws TimeoutException {
    var closed = HeldUpException.until(Duration.ofMinutes(3), "no request for 3 min");
    var github = AskedGithub.of("octocat").failing("/rate_limit", closed);

    assertThat(look(github, FINE_GRAINED))
        .containsPattern("GitHub token +note +no request for 3 min\n +to do: wait")
        .endsWith("All is well.\n");
    assertThat(github.asked()).containsExactly("/user", "/rate_limit");
  }

  @ParameterizedTest
  @CsvSource({"200, true", "404, true", "404, false", "200, false"})
  void findsFaultWithAnAddressWhereThereIsNoApi(int status, boolean page) throws TimeoutException {
    var body = page ? "<html>Welcome</html>" : new JsonObject().put("message", "Not Found");
    var github = AskedGithub.of("octocat").answering("/user", status, body);

    assertThat(look(github, FINE_GRAINED, "GITHUB_API_URL", "https://github.example"))
        .containsPattern(
            "FAULT +there is no GitHub API at https://github.example: it answers GET /user with HTTP "
                + status)
        .contains("to https://HOST/api/v3")
        .doesNotContain("Welcome");
    assertThat(github.asked()).containsExactly("/user");
  }

  @Test
  void waitsForAllAnswersNoLongerThanItsPatienceAndTellsWhatItKnowsByThen()
      throws TimeoutException {
    var github =
        AskedGithub.of("octocat")
            .answering(
                "/rate_limit", () -> Promise.<io.llmdevops.github.rest.Reply>promise().future());
    var config = config("GITHUB_TOKEN", FINE_GRAINED);

    assertThat(look(config, Duration.ofMillis(80), github))
        .contains("knows it as octocat's")
        .containsPattern("GitHub token +FAULT +api.github.com has not answered all within");
  }

  @Test
  void showsNoTokenWhateverGithubSays() throws TimeoutException {
    for (var cause :
        List.of(
            new RefusedException("what is " + FINE_GRAINED),
            HeldUpException.until(Duration.ofSeconds(1), "what is " + FINE_GRAINED),
            HeldUpException.backingOff("what is " + FINE_GRAINED, null),
            new IllegalStateException(FINE_GRAINED))) {
      assertThat(look(AskedGithub.of("octocat").failing("/user", cause), FINE_GRAINED))
          .contains("GitHub token")
          .doesNotContain(FINE_GRAINED);
    }
    assertThat(look(AskedGithub.of(FINE_GRAINED), FINE_GRAINED)).doesNotContain(FINE_GRAINED);
  }

  @Test
  void warnsOfATokenInTheClearAndOfOneThatIsTooShortToBeWhole() throws TimeoutException {
    assertThat(look(AskedGithub.of("octocat"), "short", "GITHUB_API_URL", "http://ghe.example"))
        .containsPattern("GitHub token +note +has less than 12 characters")
        .containsPattern("GitHub token +note +goes over the network in the clear")
        .doesNotContain("short");
  }

  @Test
  void looksForNoPortOfHostingWhereVersionsGoToGithub() {
    assertThat(new PortsCheck(config("GITHUB_TOKEN", FINE_GRAINED)).look())
        .extracting(Finding::subject)
        .containsExactly("API", "management");
    assertThat(new PortsCheck(config()).look())
        .extracting(Finding::subject)
        .containsExactly("API", "hosting", "management");
  }
}
