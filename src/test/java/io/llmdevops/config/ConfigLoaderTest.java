package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest extends LoadingConfig {

  @Test
  void givesEachServerAPortOfItsOwn() throws TimeoutException {
    assertThat(faults(Map.of("PORT", "9000", "HOSTING_PORT", "9000")))
        .containsExactly(
            "HOSTING_PORT (environment): must not be that of PORT: pages share no origin with the API");
    assertThat(faults(Map.of("MANAGEMENT_PORT", "8081")))
        .containsExactly("MANAGEMENT_PORT (environment): must not be that of HOSTING_PORT");
    assertThat(config(Map.of("PORT", "0", "HOSTING_PORT", "0", "MANAGEMENT_PORT", "0")).roles())
        .isNotEmpty();
  }

  @Test
  void theDefaultsAreThoseOfTheDesign() throws TimeoutException {
    var config = config(Map.of());
    assertThat(config.http().host()).isEqualTo("0.0.0.0");
    assertThat(config.http().url(8080)).isEqualTo("http://localhost:8080");
    assertThat(config.hosting().port()).isEqualTo(8081);
    assertThat(config.management().host()).isEqualTo("127.0.0.1");
    assertThat(config.management().port()).isEqualTo(8082);
    assertThat(config.notification().allowPrivate()).isFalse();
    assertThat(config.llm().concurrency()).isEqualTo(8);
    assertThat(config.llm().idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.llm().limits().tokens()).isEqualTo(500_000);
    assertThat(config.llm().limits().calls()).isEqualTo(20);
    assertThat(config.pipeline())
        .isEqualTo(
            new PipelineConfig(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1), 10_000));
    assertThat(config.pipeline().drain()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO));
  }

  @Test
  void eachSourceGoesOverTheOneBefore() throws Exception {
    file("conf/config.json", "{\"port\": 1, \"hosting_port\": 1, \"max_backlog\": 1}");
    file(".env", "HOSTING_PORT=2\nMAX_BACKLOG=2\n# a comment\n");
    var config = config(Map.of("MAX_BACKLOG", "3"));
    assertThat(config.http().port()).isEqualTo(1);
    assertThat(config.hosting().port()).isEqualTo(2);
    assertThat(config.pipeline().maxBacklog()).isEqualTo(3);
  }

  @Test
  void configFileNamesAnotherFile() throws Exception {
    file("conf/config.json", "{\"port\": 1}");
    file("mine.json", "{\"port\": 2, \"lease_seconds\": 5, \"drain_ms\": 1000}");
    var config = config(Map.of("CONFIG_FILE", "mine.json"));
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.pipeline().lease()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.pipeline().drain()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void canBeLookedAtWithoutVertxAndMakesNoSecretThen() throws Exception {
    file("conf/config.json", "{\"management_port\": 1, \"port\": 1}");
    file(".env", "PORT=2");
    var data = directory.resolve("data");
    var environment = Map.of("DATA_DIR", data.toString(), "HOST", "127.0.0.2");
    var config = new ConfigReader(directory).onlyLooking().read(environment).config();
    assertThat(config.management().port()).isEqualTo(1);
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.http().host()).isEqualTo("127.0.0.2");
    assertThat(data).doesNotExist();
  }

  @Test
  void namesEveryFaultAtOnceAndWhereItIs() throws IOException {
    file("conf/config.json", "{\"prot\": 1, \"port\": \"eighty\", \"roles\": [\"llm\"]}");
    file(".env", "TASK_TIMEOUT=soon\n");
    var faults =
        faults(
            Map.of(
                "LLM_CONCURRENCY", "0",
                "NOTIFY_ALLOW_PRIVATE", "yes",
                "PUBLIC_URL", "ftp://x",
                "LOG_LEVEL", "loud",
                "CLUSTER", "true",
                "GITHUB_TOKEN", "ghp secret",
                "GITHUB_OWNER", "https://github.com/me",
                "LLM_PROVIDER", "someone"));
    assertThat(faults)
        .containsExactlyInAnyOrder(
            "prot (conf/config.json): there is no such setting",
            "roles (conf/config.json): must be a single value",
            "port (conf/config.json): must be a whole number from 0 to 65535",
            "TASK_TIMEOUT (.env): must be a duration above zero such as 500ms, 60s, 15m or 1h",
            "LLM_CONCURRENCY (environment): must be a whole number from 1 to 100000",
            "NOTIFY_ALLOW_PRIVATE (environment): must be true or false",
            "PUBLIC_URL (environment): must be an http or https URL without credentials, query and"
                + " fragment",
            "LOG_LEVEL (environment): must be trace, debug, info, warn, error",
            "SECRET: must be set where CLUSTER is true, to the same at every node",
            "DATABASE_URL: must be set where CLUSTER is true: SQLite belongs to one machine",
            "GITHUB_TOKEN (environment): must be ASCII without blanks and control characters, since"
                + " it goes into a header",
            "GITHUB_OWNER (environment): must be the name of a GitHub user or organisation, not an"
                + " address",
            "LLM_PROVIDER (environment): must be simulated, openai, anthropic");
  }

  @Test
  void unknownVariablesAreIgnoredAndFileOnlySettingsAreNotVariables() throws TimeoutException {
    var config = config(Map.of("PATH", "/bin", "LEASE_SECONDS", "1", "port", "1"));
    assertThat(config.pipeline().lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.http().port()).isEqualTo(8080);
  }

  @Test
  void aValueMayComeFromAFileOneTrailingLineEndDropped() throws Exception {
    file("token", "from a file\n\n");
    var config = config(Map.of("SECRET_FILE", directory.resolve("token").toString()));
    assertThat(config.access().secret().reveal()).isEqualTo("from a file\n");
  }

  @Test
  void aNameAndItsFileInOneSourceAreAFault() throws Exception {
    file("token", "x");
    var path = directory.resolve("token").toString();
    assertThat(faults(Map.of("SECRET", "y", "SECRET_FILE", path)))
        .containsExactly(
            "SECRET_FILE (environment): set together with SECRET (environment); only one may be");
  }

  @Test
  void aNameOverridesAFileOfALowerSource() throws Exception {
    file("token", "x");
    file(".env", "SECRET_FILE=" + directory.resolve("token") + "\n");
    assertThat(config(Map.of("SECRET", "y")).access().secret().reveal()).isEqualTo("y");
    assertThat(config(Map.of()).access().secret().reveal()).isEqualTo("x");
  }

  @Test
  void aMissingFileIsAFault() {
    assertThat(faults(Map.of("SECRET_FILE", "/nowhere", "CONFIG_FILE", "nothing.json")))
        .containsExactlyInAnyOrder(
            "SECRET_FILE (environment): the file it names cannot be read as text",
            "CONFIG_FILE: there is no file nothing.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://user:hush-hush@host/engine", "hush-hush\0"})
  void aSecretInThePlaceOfItsFileIsInNoFault(String secret) {
    assertThat(faults(Map.of("DATABASE_URL_FILE", secret)))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("DATABASE_URL_FILE (environment): ")
        .doesNotContain("hush");
  }

  @Test
  void brokenFilesAreFaults() throws IOException {
    file("conf/config.json", "{\"port\":\n ");
    assertThat(faults(Map.of())).containsExactly("conf/config.json: is not a JSON object (line 2)");
  }

  @Test
  void nullIsAFault() throws IOException {
    file("conf/config.json", "null");
    assertThat(faults(Map.of())).containsExactly("conf/config.json: is not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{} {}", "{\"secret\": hushhush}", ""})
  void whatIsNoJsonObjectIsAFaultThatShowsNothingOfIt(String text) throws IOException {
    file("conf/config.json", text);
    assertThat(faults(Map.of())).containsExactly("conf/config.json: is not a JSON object (line 1)");
  }

  @Test
  void aKeyThatStandsTwiceIsAFault() throws IOException {
    file("conf/config.json", "{\"port\": 1,\n\"host\": \"::1\",\n\"port\": 2}");
    assertThat(faults(Map.of()))
        .containsExactly("conf/config.json: has a key twice, the second time in line 3");
  }

  @Test
  void anEmptyConfigFileInTheEnvironmentLeavesTheOneOfDotenv() throws Exception {
    file(".env", "CONFIG_FILE=mine.json\n");
    file("mine.json", "{\"port\": 2}");
    assertThat(config(Map.of("CONFIG_FILE", "")).http().port()).isEqualTo(2);
  }

  @Test
  void anEmptyValueIsNone() throws TimeoutException {
    assertThat(config(Map.of("GITHUB_TOKEN", "", "PORT", "")).http().port()).isEqualTo(8080);
  }

  @Test
  void numericLookingSecretsStayAsTheyAre() throws TimeoutException {
    assertThat(config(Map.of("SECRET", "0123456789012345678901")).access().secret().reveal())
        .isEqualTo("0123456789012345678901");
  }

  @Test
  void theSecretIsGeneratedOnceForItsOwnerOnly() throws Exception {
    var first = load(Map.of());
    var file = directory.resolve("data/secret");
    assertThat(first.generatedSecret()).contains(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.config().access().secret().reveal()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(config(Map.of()).access()).isEqualTo(first.config().access());
    assertThat(Files.list(directory.resolve("data"))).containsExactly(file);
  }

  @Test
  void readingIsOpenedBySecretUnlessItHasATokenOfItsOwn() throws TimeoutException {
    assertThat(config(Map.of("SECRET", "s")).access().readToken().reveal()).isEqualTo("s");
    var both = config(Map.of("SECRET", "s", "READ_TOKEN", "r"));
    assertThat(both.access().readToken().reveal()).isEqualTo("r");
    assertThat(both.secrets()).hasSize(2);
  }

  @Test
  void noSecretIsShownByToString() throws TimeoutException {
    var config = config(Map.of("SECRET", "hush-hush", "READ_TOKEN", "whisper"));
    assertThat(config.toString()).doesNotContain("hush").doesNotContain("whisper");
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.example/, https://x.example",
    "http://x.example:8080/base//, http://x.example:8080/base"
  })
  void urlsLoseTheirTrailingSlash(String given, String used) throws TimeoutException {
    assertThat(config(Map.of("PUBLIC_URL", given)).http().url(1)).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "90s, PT1M30S", "15m, PT15M", "2h, PT2H"})
  void durationsHaveAUnit(String given, Duration wanted) throws TimeoutException {
    assertThat(config(Map.of("TASK_TIMEOUT", given)).pipeline().taskTimeout()).isEqualTo(wanted);
  }

  @Test
  void rolesAreAList() throws TimeoutException {
    assertThat(config(Map.of("ROLES", "llm, check")).roles())
        .isEqualTo(Set.of(Role.LLM, Role.CHECK));
  }

  @Test
  void theConfigurationInTheRepositoryIsThePackagedOne() throws IOException {
    try (var packaged = getClass().getResourceAsStream("/conf/config.json")) {
      assertThat(packaged.readAllBytes())
          .isEqualTo(Files.readAllBytes(Path.of("conf/config.json")));
    }
  }

  @Test
  void theExampleNamesEveryVariableAndNothingElse() throws IOException {
    var keys = new JsonObject(Files.readString(Path.of("conf/config.json"))).fieldNames();
    var fileOnly =
        Set.of(
            "lease_seconds",
            "tick_ms",
            "drain_ms",
            "llm_chain",
            "browser_check_ms",
            "browser_version_ms",
            "browser_memory_mb",
            "github_gap_ms",
            "github_poll_ms",
            "github_stuck_ms",
            "github_closed_ms",
            "simulated_first_token_ms",
            "simulated_chunk_ms");
    var wanted =
        keys.stream()
            .filter(key -> !fileOnly.contains(key))
            .map(key -> key.toUpperCase(java.util.Locale.ROOT))
            .toList();
    var named =
        Files.readAllLines(Path.of(".env.example")).stream()
            .filter(line -> line.matches("#?[A-Z_]+=.*"))
            .map(line -> line.replaceFirst("^#", "").replaceFirst("=.*", ""))
            .toList();
    assertThat(named).containsAll(wanted).doesNotHaveDuplicates();
    assertThat(named)
        .isSubsetOf(
            java.util.stream.Stream.concat(
                    wanted.stream(), java.util.stream.Stream.of("CONFIG_FILE"))
                .toList());
  }
}
