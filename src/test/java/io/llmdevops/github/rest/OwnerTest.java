package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.heldUp;
import static io.llmdevops.github.rest.RestFixture.refused;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.rest.Owner.Account;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {

  private static final String MONA = "{\"login\":\"Mona\"}";

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

  private Owner owner(String configured) {
    return new Owner(fixture.client, Optional.ofNullable(configured));
  }

  @Test
  void isTheTokensUserUnlessConfigured() {
    api.then(200, Map.of(), MONA);

    var account = await(owner(null).account());

    assertThat(account).isEqualTo(new Account("Mona", "Mona"));
    assertThat(account.creationPath()).isEqualTo("/user/repos");
    assertThat(account.repo("page").path()).isEqualTo("/repos/Mona/page");
    assertThat(api.lines()).containsExactly("GET /user");
  }

  @Test
  void isTheUserHoweverItsNameIsSpelled() {
    api.then(200, Map.of(), MONA);

    assertThat(await(owner("MONA").account())).isEqualTo(new Account("Mona", "Mona"));
  }

  @Test
  void isAnOrganisationWhereAnotherNameIsConfigured() {
    api.then(200, Map.of(), MONA);

    var account = await(owner("acme").account());

    assertThat(account).isEqualTo(new Account("Mona", "acme"));
    assertThat(account.creationPath()).isEqualTo("/orgs/acme/repos");
    assertThat(account.repo("page")).isEqualTo(new Repo("acme", "page"));
  }

  @Test
  void asksOnceHoweverManyWantToKnow() {
    api.then(200, Map.of(), MONA);
    var owner = owner(null);

    await(Future.join(IntStream.range(0, 10).mapToObj(n -> owner.account()).toList()));
    await(owner.account());

    assertThat(api.lines()).containsExactly("GET /user");
  }

  @Test
  void asksAgainAfterAFailure() {
    api.then(502).then(200, Map.of(), MONA);
    var owner = owner(null);

    heldUp(owner.account());

    assertThat(await(owner.account()).login()).isEqualTo("Mona");
  }

  @Test
  void goesOnWithTheOrganisationWhereTheTokenHasNoUser() {
    api.then(403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}");

    var account = await(owner("acme").account());

    assertThat(account).isEqualTo(new Account("", "acme"));
    assertThat(account.creationPath()).isEqualTo("/orgs/acme/repos");
  }

  @Test
  void wantsAnOwnerWhereTheTokenHasNoUser() {
    api.then(403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}");

    assertThat(refused(owner(null).account()))
        .hasMessage(
            "GitHub does not tell whose GITHUB_TOKEN is (HTTP 403): set GITHUB_OWNER to the"
                + " organisation that shall own the repositories; GitHub says: Resource not"
                + " accessible by integration");
  }

  @Test
  void saysWhyItIsNotToldWhereThatIsNoMatterOfTheOwner() {
    api.then(403, Map.of(), "{\"message\":\"Sorry. Your account was suspended\"}");

    assertThat(refused(owner(null).account()))
        .hasMessage(
            "GitHub does not tell whose GITHUB_TOKEN is (HTTP 403): the account or the repository is"
                + " blocked: its owner must settle that with GitHub's support; GitHub says: Sorry."
                + " Your account was suspended");
  }

  @ParameterizedTest
  @CsvSource({"404, acme", "404,", "200, acme", "200,"})
  void tellsAnotherServerThanTheApi(int status, String configured) {
    api.then(status, Map.of(), "{\"login\":7}");

    assertThat(refused(owner(configured).account()))
        .hasMessage(
            "what answers at GITHUB_API_URL is not GitHub's API (GET /user: HTTP "
                + status
                + " without a login): it is https://api.github.com or, for an Enterprise Server,"
                + " https://HOST/api/v3");
  }

  @Test
  void doesNotGoOnWithATokenThatIsNotAccepted() {
    api.then(401, Map.of(), "{\"message\":\"Bad credentials\"}");

    assertThat(refused(owner("acme").account())).hasMessageContaining("does not accept");
  }
}
