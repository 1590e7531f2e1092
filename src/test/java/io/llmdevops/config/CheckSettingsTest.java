package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckSettingsTest extends LoadingConfig {

  private static final String NO_PROGRAM =
      "must be the path of a program that is there and may be run";

  private CheckConfig check(String... variables) throws TimeoutException {
    return config(given(variables)).check();
  }

  private static Map<String, String> given(String... variables) {
    var all = new HashMap<String, String>();
    for (var index = 0; index < variables.length; index += 2) {
      all.put(variables[index], variables[index + 1]);
    }
    return all;
  }

  private Path program(String name) throws IOException {
    var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void theDefaultsAreThoseOfTheReadme() throws TimeoutException {
    var config = config(Map.of());

    assertThat(config.check())
        .isEqualTo(
            new CheckConfig(
                2,
                new BrowserConfig(
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    4,
                    true,
                    new BrowserConfig.Limits(Duration.ofSeconds(15), Duration.ofSeconds(90), 1_536),
                    config.store().dataDir().resolve("browser"))));
  }

  @Test
  void everySettingCountsWhereItIsSet() throws Exception {
    var chromium = program("chromium");
    var node = program("node");

    var check =
        check(
            "MAX_REPAIRS", "1",
            "BROWSER_PATH", chromium.toString(),
            "BROWSER_NODE", node.toString(),
            "BROWSER_SANDBOX", "true",
            "BROWSER_CONCURRENCY", "7",
            "BROWSER_THIRD_PARTIES", "false");

    assertThat(check.maxRepairs()).isEqualTo(1);
    assertThat(check.browser().wanted()).isTrue();
    assertThat(check.browser().chromium()).contains(chromium);
    assertThat(check.browser().node()).contains(node);
    assertThat(check.browser().sandbox()).contains(true);
    assertThat(check.browser().concurrency()).isEqualTo(7);
    assertThat(check.browser().thirdParties()).isFalse();
  }

  @Test
  void theSandboxCanBeSwitchedOff() throws TimeoutException {
    assertThat(check("BROWSER_SANDBOX", "false").browser().sandbox()).contains(false);
  }

  @Test
  void noneIsNoBrowserAtAll() throws TimeoutException {
    var browser = check("BROWSER_PATH", "none").browser();

    assertThat(browser.wanted()).isFalse();
    assertThat(browser.chromium()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "None", "off", "false", "chromium"})
  void anyOtherWordIsThePathOfNoProgram(String word) {
    assertThat(faults(given("BROWSER_PATH", word)))
        .containsExactly("BROWSER_PATH (environment): " + NO_PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BROWSER_PATH", "BROWSER_NODE"})
  void aProgramMustBeThereAndMayBeRun(String variable) throws IOException {
    var text = Files.writeString(directory.resolve("text"), "");
    for (var path : List.of(directory, text, directory.resolve("missing"), Path.of("/dev/null"))) {
      assertThat(faults(given(variable, path.toString())))
          .as(path.toString())
          .containsExactly(variable + " (environment): " + NO_PROGRAM);
    }
  }

  @Test
  void nodeIsNeverNone() {
    assertThat(faults(given("BROWSER_NODE", "none")))
        .containsExactly("BROWSER_NODE (environment): " + NO_PROGRAM);
  }

  @Test
  void noRepairsAreAChoice() throws TimeoutException {
    assertThat(check("MAX_REPAIRS", "0").maxRepairs()).isZero();
    assertThat(check("MAX_REPAIRS", "10").maxRepairs()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_REPAIRS, -1, must be a whole number from 0 to 10",
    "MAX_REPAIRS, 11, must be a whole number from 0 to 10",
    "MAX_REPAIRS, none, must be a whole number from 0 to 10",
    "MAX_REPAIRS, 1.5, must be a whole number from 0 to 10",
    "BROWSER_SANDBOX, yes, must be true or false",
    "BROWSER_CONCURRENCY, 0, must be a whole number from 1 to 64",
    "BROWSER_CONCURRENCY, 65, must be a whole number from 1 to 64",
    "BROWSER_THIRD_PARTIES, no, must be true or false",
  })
  void aValueOfAnotherFormIsAFaultThatNamesIt(String variable, String value, String fault) {
    assertThat(faults(given(variable, value)))
        .containsExactly(variable + " (environment): " + fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThat(
            faults(
                given(
                    "MAX_REPAIRS",
                    "x",
                    "BROWSER_PATH",
                    "x",
                    "BROWSER_NODE",
                    "",
                    "BROWSER_SANDBOX",
                    "x")))
        .hasSize(3);
  }

  @Test
  void whatAVersionMayTakeIsSetInFilesOnly() throws Exception {
    file(
        "conf/config.json",
        new JsonObject()
            .put("browser_check_ms", 100)
            .put("browser_version_ms", 600_000)
            .put("browser_memory_mb", 256)
            .encode());

    assertThat(
            check(
                    "BROWSER_CHECK_MS", "7000",
                    "BROWSER_VERSION_MS", "nonsense",
                    "BROWSER_MEMORY_MB", "0")
                .browser()
                .limits())
        .isEqualTo(new BrowserConfig.Limits(Duration.ofMillis(100), Duration.ofMinutes(10), 256));
  }

  @ParameterizedTest
  @CsvSource({
    "browser_check_ms, 99, 100 to 600000",
    "browser_check_ms, 600001, 100 to 600000",
    "browser_version_ms, 0, 100 to 600000",
    "browser_memory_mb, 255, 256 to 1048576",
  })
  void thereAlsoAValueOutOfBoundsIsAFault(String key, int value, String bounds) throws Exception {
    file("conf/config.json", new JsonObject().put(key, value).encode());

    assertThat(faults(Map.of()))
        .containsExactly(key + " (conf/config.json): must be a whole number from " + bounds);
  }

  @Test
  void theyStandInAFileUnderTheirNamesInLowerCase() throws Exception {
    file(
        "conf/config.json",
        new JsonObject()
            .put("max_repairs", 0)
            .put("browser_path", "none")
            .put("browser_sandbox", false)
            .put("browser_concurrency", 1)
            .put("browser_third_parties", false)
            .encode());

    var check = check();

    assertThat(check.maxRepairs()).isZero();
    assertThat(check.browser().wanted()).isFalse();
    assertThat(check.browser().sandbox()).contains(false);
    assertThat(check.browser().concurrency()).isEqualTo(1);
    assertThat(check.browser().thirdParties()).isFalse();
    assertThat(check("BROWSER_CONCURRENCY", "2").browser().concurrency()).isEqualTo(2);
  }
}
