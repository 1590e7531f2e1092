package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.github.standin.Token;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's look at the token against a GitHub that knows permissions, scopes and limits. */
@Timeout(60)
class TokenOnStandInTest {

  private static final String ME = StandInGithub.LOGIN;
  private static final String REPOSITORY = "hello-0a1b2c";

  private final Vertx vertx = Vertx.vertx();
  private StandInGithub github;
  @TempDir Path folder;

  @BeforeEach
  void open() {
    github =
        StandInGithub.start(
            vertx, folder.resolve("github"), Options.quick().limits(Options.Refusal.RETRY_AFTER));
  }

  @AfterEach
  void close() throws TimeoutException {
    github.close();
    assertThat(github.journal().violations()).isEmpty();
    assertThat(github.journal().calls()).isNotEmpty().noneMatch(call -> call.kind().isChanging());
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private String look(Token token, String... settings) throws TimeoutException {
    return look(github.accounts().give(token).text(), settings);
  }

  private String look(String token, String... settings) throws TimeoutException {
    var variables =
        new JsonObject().put("GITHUB_TOKEN", token).put("GITHUB_API_URL", github.apiUrl());
    for (var index = 0; index < settings.length; index += 2) {
      variables.put(settings[index], settings[index + 1]);
    }
    var config = Configured.with(folder, variables).config();
    return new Findings(findings(config), config.secrets()).text();
  }

  private List<Finding> findings(EngineConfig config) throws TimeoutException {
    var check = new TokenCheck(config, Duration.ofSeconds(20), Clock.systemUTC());
    var found = Promise.<List<Finding>>promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            now ->
                check
                    .look(
                        () ->
                            new GithubOverHttp(
                                vertx, config.github().orElseThrow(), config.store()))
                    .onComplete(found));
    return found.future().await(30, TimeUnit.SECONDS);
  }

  private void repository(String owner) {
    github.commit(github.create(owner, REPOSITORY), Map.of("index.html", "hello"), "By hand");
  }

  @Test
  void findsAllWellWithATokenThatHasAllThatTheReadmeAsksFor() throws TimeoutException {
    repository(ME);

    assertThat(look(github.token()))
        .contains("knows it as " + ME + "'s\n")
        .containsPattern("GitHub limits +ok ")
        .containsPattern("GitHub may +ok +push to octo-engine/hello-0a1b2c")
        .containsPattern("GitHub may +ok +see settings")
        .endsWith("All is well.\n");
    assertThat(github.repositories()).hasSize(1);
    assertThat(github.sites()).isZero();
  }

  @Test
  void namesEachPermissionThatTheTokenLacks() throws TimeoutException {
    repository(ME);

    assertThat(look(Token.fineGrained(ME, "pages=read")))
        .containsPattern("FAULT +it may not push .*\n.*Contents \\(read and write\\)")
        .containsPattern("FAULT +it may not see settings\n.*Administration \\(read and write\\)")
        .contains("There are ");
  }

  @Test
  void listsThePermissionsWhereThereIsNothingToTryThemOn() throws TimeoutException {
    assertThat(look(github.token()))
        .contains("the first task will tell")
        .contains("for all repositories of octo-engine: Administration, Contents")
        .endsWith("All is well.\n");
  }

  @Test
  void namesTheScopeThatAClassicTokenLacks() throws TimeoutException {
    assertThat(look(Token.classic(ME, "repo", "workflow")))
        .containsPattern("GitHub scopes +ok +repo, workflow")
        .endsWith("All is well.\n");
    assertThat(look(Token.classic(ME, "repo"))).contains("workflow is missing");
    assertThat(look(Token.classic(ME, "gist"))).containsPattern("FAULT +gist: repo is missing");
  }

  @Test
  void tellsATokenThatExpiresSoonAndRefusesOneThatHas() throws TimeoutException {
    var day = Instant.now().plus(1, ChronoUnit.DAYS);

    assertThat(look(Token.full(ME).expiring(day))).contains("UTC, within a week");
    assertThat(look(Token.full(ME).expiring(Instant.now().minusSeconds(60))))
        .containsPattern("GitHub token +FAULT .*401.*expired")
        .contains("There is 1 fault");
  }

  @Test
  void tellsWhatAnOrganisationAllows() throws TimeoutException {
    github.organisation("acme", ME, Set.of(), false);
    github.organisation("closed", "boss", Set.of(ME), false);
    var reading = Token.fineGrained(ME, "administration=write", "members=read");

    assertThat(look(reading, "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub owner +ok +acme, of which octo-engine is an owner")
        .endsWith("All is well.\n");
    assertThat(look(reading, "GITHUB_OWNER", "closed"))
        .contains("closed does not let its members create");
    assertThat(look(Token.full(ME), "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub owner +note +acme; the token is not shown");
    assertThat(look(Token.full(ME), "GITHUB_OWNER", "nobody"))
        .contains("there is no organisation nobody");
  }

  @Test
  void triesThingsOnARepositoryOfTheOrganisation() throws TimeoutException {
    github.organisation("acme", ME, Set.of(), true);
    repository("acme");

    assertThat(look(github.token(), "GITHUB_OWNER", "acme"))
        .containsPattern("GitHub may +ok +push to acme/hello-0a1b2c");
  }

  @Test
  void saysWhenAClosedWindowOpens() throws TimeoutException {
    github.close(github.token(), Options.Refusal.RETRY_AFTER, Duration.ofMinutes(5));

    assertThat(look(github.token()))
        .containsPattern("GitHub token +note +GitHub's rate limit is used up; going on in 5 min")
        .endsWith("All is well.\n");
  }
}
