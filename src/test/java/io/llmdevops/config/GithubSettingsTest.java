package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GithubSettingsTest extends LoadingConfig {

  private static final String TOKEN = "github_pat_of_the_tests";

  private static Map<String, String> withToken(String... variables) {
    var all = new HashMap<>(Map.of("GITHUB_TOKEN", TOKEN));
    for (var index = 0; index < variables.length; index += 2) {
      all.put(variables[index], variables[index + 1]);
    }
    return all;
  }

  private GithubConfig github(String... variables) throws TimeoutException {
    return config(withToken(variables)).github().orElseThrow();
  }

  @Test
  void theDefaultsAreThoseOfTheReadme() throws TimeoutException {
    assertThat(github())
        .isEqualTo(
            new GithubConfig(
                new Secret(TOKEN),
                URI.create("https://api.github.com"),
                Optional.empty(),
                new GithubConfig.Pace(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(150),
                    Duration.ofSeconds(60))));
  }

  @Test
  void withoutATokenPublishingIsLocalWhateverElseIsSet() throws TimeoutException {
    var variables =
        Map.of("GITHUB_OWNER", "acme", "GITHUB_API_URL", "https://x", "GITHUB_TOKEN", "");
    assertThat(config(variables).github()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com/, https://api.github.com",
    "https://ghe.example/api/v3, https://ghe.example/api/v3",
    "https://ghe.example:8443/api/v3//, https://ghe.example:8443/api/v3"
  })
  void theAddressKeepsItsPathAndLosesItsTrailingSlash(String given, URI used)
      throws TimeoutException {
    assertThat(github("GITHUB_API_URL", given).apiUrl()).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.github.com", "ftp://x", "https://me:word@x", "https://x?y", "https://x#y"})
  void anAddressOfAnotherFormIsAFault(String address) {
    assertThat(faults(withToken("GITHUB_API_URL", address)))
        .containsExactly(
            "GITHUB_API_URL (environment): must be an http or https URL without credentials, query"
                + " and fragment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"octocat", "Acme-Inc", "mona_ent", "0x1"})
  void anOwnerIsAName(String owner) throws TimeoutException {
    assertThat(github("GITHUB_OWNER", owner).owner()).contains(owner);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://github.com/acme", "acme/site", "@acme", "a b", "..", "-acme"})
  void anOwnerThatIsNoNameIsAFault(String owner) {
    assertThat(faults(withToken("GITHUB_OWNER", owner)))
        .containsExactly(
            "GITHUB_OWNER (environment): must be the name of a GitHub user or organisation, not an"
                + " address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghp_hush hush", " ghp_hush", "ghp_hush\n", "ghp_hüsh", "ghp_hush\t"})
  void aTokenThatFitsNoHeaderIsAFaultThatDoesNotShowIt(String token) {
    assertThat(faults(Map.of("GITHUB_TOKEN", token)))
        .containsExactly(
            "GITHUB_TOKEN (environment): must be ASCII without blanks and control characters, since"
                + " it goes into a header");
  }

  @Test
  void theTokenMayComeFromAFile() throws Exception {
    file("token", TOKEN + "\n");
    var path = directory.resolve("token").toString();
    assertThat(config(Map.of("GITHUB_TOKEN_FILE", path)).github().orElseThrow().token())
        .isEqualTo(new Secret(TOKEN));
    assertThat(faults(withToken("GITHUB_TOKEN_FILE", path))).hasSize(1);
  }

  @Test
  void itsPaceIsSetInFilesOnly() throws Exception {
    file(
        "conf/config.json",
        "{\"github_gap_ms\": 5, \"github_poll_ms\": 6, \"github_stuck_ms\": 7,"
            + " \"github_closed_ms\": 8}");
    assertThat(github("GITHUB_GAP_MS", "1").pace())
        .isEqualTo(
            new GithubConfig.Pace(
                Duration.ofMillis(5),
                Duration.ofMillis(6),
                Duration.ofMillis(7),
                Duration.ofMillis(8)));
    file("conf/config.json", "{\"github_gap_ms\": 0}");
    assertThat(faults(withToken()))
        .containsExactly(
            "github_gap_ms (conf/config.json): must be a whole number from 1 to 3600000");
  }

  @Test
  void theTokenIsASecretThatNothingShows() throws TimeoutException {
    var config = config(withToken("GITHUB_OWNER", "acme"));
    assertThat(config.secrets()).contains(new Secret(TOKEN));
    assertThat(config.toString() + config.github()).contains("acme").doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://ghe.example, false",
    "http://ghe.example, true",
    "http://10.0.0.7:8080/api/v3, true",
    "http://127.example.com, true",
    "http://localhost.example.com, true",
    "http://localhost:9, false",
    "http://github.localhost, false",
    "http://127.0.0.1:9/api/v3, false",
    "http://[::1]:9, false",
    "http://[::2]:9, true"
  })
  void knowsWhereTheTokenGoesInTheClear(String address, boolean inTheClear)
      throws TimeoutException {
    assertThat(github("GITHUB_API_URL", address).sendsTokenInTheClear()).isEqualTo(inTheClear);
  }

  @Test
  void thePortOfHostingIsNobodysWhereVersionsGoToGithub() throws TimeoutException {
    assertThat(github("PORT", "8081")).isNotNull();
    assertThat(github("MANAGEMENT_PORT", "8081")).isNotNull();
    assertThat(faults(withToken("PORT", "8082"))).hasSize(1);
    assertThat(faults(Map.of("PORT", "8081"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-access-token", "octocat", "me", "x"})
  void theTokenIsStruckOutAlsoWhereItIsPartOfABasicHeader(String user) {
    var login = (user + ":" + TOKEN).getBytes(StandardCharsets.UTF_8);
    var header = Base64.getEncoder().encodeToString(login);

    var struck = new Redaction(List.of(new Secret(TOKEN))).of("Basic " + header);

    assertThat(struck).matches("Basic [A-Za-z0-9+/]{1,24}\\*\\*\\*[A-Za-z0-9+/=]{0,4}");
  }

  @Test
  void aSecretIsStruckOutAlsoWhereItIsPartOfAUrl() {
    var redaction = new Redaction(List.of(new Secret("a b/c+d%")));

    assertThat(redaction.of("?q=a+b%2Fc%2Bd%25&r=a%20b%2Fc%2Bd%25")).isEqualTo("?q=***&r=***");
  }
}
