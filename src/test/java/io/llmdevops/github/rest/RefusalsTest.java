package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.TOKEN;
import static io.llmdevops.github.rest.RestFixture.refused;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

  private static final String FINE_GRAINED = "github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ";

  @TempDir Path dataDir;
  private RestFixture fixture;
  private ScriptedApi api;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, Clock.systemUTC());
    api = fixture.api;
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private String error(String token, int status, Map<String, String> headers, String message) {
    api.then(status, headers, new JsonObject().put("message", message).encode());
    var client = fixture.client(token, api.url());
    return refused(client.change(HttpMethod.POST, "/user/repos?a=b", null, () -> {})).getMessage();
  }

  private String forbidden(String message) {
    return error(TOKEN, 403, Map.of(), message);
  }

  @Test
  void saysThatTheTokenIsNotAccepted() {
    assertThat(error(TOKEN, 401, Map.of(), "Bad credentials"))
        .isEqualTo(
            "GitHub does not accept GITHUB_TOKEN (HTTP 401, a classic token): it is wrong, expired"
                + " or revoked; make a new one in GitHub's Settings under Developer settings, and"
                + " set GITHUB_TOKEN to it");
  }

  @ParameterizedTest
  @CsvSource({
    "github_pat_abc, a fine-grained token",
    "ghp_abcd, a classic token",
    "gho_abcd, an OAuth app's token",
    "ghu_abcd, a GitHub App's token for a user",
    "ghs_abcd, a GitHub App's installation token",
    "0123456789abcdef, a token of unknown kind"
  })
  void namesTheKindOfToken(String token, String kind) {
    assertThat(error(token, 401, Map.of(), "")).contains("(HTTP 401, " + kind + ")");
  }

  @Test
  void namesThePermissionThatAFineGrainedTokenLacks() {
    var headers = Map.of("X-Accepted-GitHub-Permissions", "administration=write");

    assertThat(
            error(FINE_GRAINED, 403, headers, "Resource not accessible by personal access token"))
        .isEqualTo(
            "GitHub refuses this to GITHUB_TOKEN (HTTP 403, a fine-grained token): it may not POST"
                + " /user/repos; a fine-grained token needs the permission administration (write)"
                + " for all repositories of their owner, a classic one the scope repo, and workflow"
                + " for files in .github/workflows; GitHub says: Resource not accessible by"
                + " personal access token");
  }

  @Test
  void namesEachWayToBePermitted() {
    var headers =
        Map.of("X-Accepted-GitHub-Permissions", "pages=write,administration=write; contents=write");

    assertThat(error(FINE_GRAINED, 403, headers, "no"))
        .contains(
            "needs the permission pages (write) and administration (write), or contents (write)");
  }

  @Test
  void namesTheScopeThatAClassicTokenLacks() {
    var headers = Map.of("X-OAuth-Scopes", "gist, read:org", "X-Accepted-OAuth-Scopes", "repo");

    assertThat(error(TOKEN, 403, headers, "Must have admin rights to Repository."))
        .isEqualTo(
            "GitHub refuses this to GITHUB_TOKEN (HTTP 403, a classic token): it may not POST"
                + " /user/repos; a fine-grained token needs the permissions that the README lists"
                + " for all repositories of their owner, a classic one the scope repo (it has gist"
                + " or read:org); GitHub says: Must have admin rights to Repository.");
  }

  @Test
  void saysThatAClassicTokenHasNoScopeAtAll() {
    assertThat(error(TOKEN, 403, Map.of("X-OAuth-Scopes", ""), "no")).contains("(it has none)");
  }

  @Test
  void saysWhereSingleSignOnIsGranted() {
    var url = "https://github.com/orgs/acme/sso?authorization_request=AZSCKL4B";

    assertThat(
            error(
                TOKEN,
                403,
                Map.of("X-GitHub-SSO", "required; url=" + url),
                "Resource protected by organization SAML enforcement."))
        .contains(
            "single sign-on: authorise the token for it with \"Configure SSO\" beside the token in"
                + " GitHub's Settings (https://github.com/orgs/acme/sso); GitHub says: Resource"
                + " protected")
        .doesNotContain("AZSCKL4B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Resource protected by organization SAML enforcement. | wants single sign-on",
        "Although you appear to have the correct authorization credentials, the `acme`"
            + " organization has an IP allow list enabled, and your IP address is not permitted"
            + " | add this machine's to the IP allow list",
        "The token is pending approval by an administrator | has not approved the token yet",
        "The 'acme' organization forbids access via a fine-grained personal access tokens if the"
            + " token's lifetime is greater than 366 days. | one that expires sooner",
        "`acme` forbids access via a personal access token (classic)."
            + " Please use a GitHub App, OAuth App, or a personal access token with fine-grained"
            + " permissions. | tokens of this kind",
        "Although you appear to have the correct authorization credentials, the `acme`"
            + " organization has enabled OAuth App access restrictions | have one of its owners"
            + " approve it",
        "Sorry. Your account was suspended | settle that with GitHub's support",
        "Repository access blocked | settle that with GitHub's support",
        "Your email must be verified. Please verify your email address | GitHub's Settings, Emails",
        "Repository was archived so is read-only. | unarchive it",
        "You need admin access to the organization before adding a repository to it."
            + " | create public repositories",
        "Upgrade to GitHub Pro or make this repository public to enable Pages. | make the repository"
            + " public, or upgrade the plan",
        "`approved-sso` forbids access via a personal access token (classic). | tokens of this kind",
        "Members are not allowed to create public repositories | create public repositories",
        "This was disabled by your organization | have one of its owners change that"
      })
  void saysWhatToDoAboutPolicies(String message, String advice) {
    assertThat(forbidden(message))
        .startsWith("GitHub refuses this to GITHUB_TOKEN (HTTP 403, a classic token): the ")
        .contains(advice)
        .contains("; GitHub says: " + message.substring(0, 20))
        .doesNotContain("it may not");
  }

  @Test
  void doesNotTakeEveryRefusalForAPolicy() {
    assertThat(forbidden("Resource not accessible by integration")).contains("it may not POST");
    assertThat(forbidden("The associated resource is off limits")).contains("it may not POST");
    assertThat(error(TOKEN, 403, Map.of(), "")).contains("it may not POST").doesNotContain("says");
  }

  @Test
  void saysThatTheLawKeepsItClosed() {
    assertThat(error(TOKEN, 451, Map.of(), "Repository access blocked"))
        .isEqualTo(
            "GitHub keeps this closed for legal reasons (HTTP 451); GitHub says: Repository access"
                + " blocked");
  }

  @Test
  void keepsWhatGitHubSaysShortAndOnOneLine() {
    assertThat(forbidden("one\r\ntwo\u0000\u001b[31mthree\u202e"))
        .endsWith("; GitHub says: one two [31mthree");
    assertThat(forbidden("x".repeat(5_000)).length()).isLessThan(700);
    assertThat(
            error(
                TOKEN,
                403,
                Map.of("X-Accepted-GitHub-Permissions", "p=".repeat(2_000)),
                "x".repeat(5_000)))
        .hasSizeLessThan(800);
  }

  @Test
  void readsMessageAndErrorsAsOneLine() {
    var errors =
        new JsonArray()
            .add("plain")
            .add(new JsonObject().put("message", "name already exists on this account"))
            .add(
                new JsonObject()
                    .put("resource", "Repository")
                    .put("code", "custom")
                    .put("field", "name"));
    api.then(
        422,
        Map.of(),
        new JsonObject().put("message", "Validation Failed").put("errors", errors).encode());
    api.then(422, Map.of(), "{\"message\":\"Invalid\",\"errors\":\"too\\nlong\"}");
    api.then(422, Map.of(), "[]").then(422, Map.of(), "{\"message\":7,\"errors\":{}}");

    assertThat(await(fixture.client.get("/1")).said())
        .isEqualTo(
            "Validation Failed; plain; name already exists on this account; Repository name"
                + " custom");
    assertThat(await(fixture.client.get("/2")).said()).isEqualTo("Invalid; too long");
    assertThat(await(fixture.client.get("/3")).said()).isEmpty();
    assertThat(await(fixture.client.get("/4")).said()).isEqualTo("7");
  }
}
