package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoChecksTest {

  private static JsonObject task(JsonObject... versions) {
    return new JsonObject().put("versions", new JsonArray(Stream.of(versions).toList()));
  }

  private static JsonObject version(boolean published, CheckResult... results) {
    return new JsonObject()
        .put("published", published)
        .put("checks", new JsonArray(Stream.of(results).map(DemoChecksTest::json).toList()));
  }

  private static JsonObject json(CheckResult result) {
    return new JsonObject()
        .put("check", result.check())
        .put("verdict", result.verdict().wire())
        .put("reason", result.reason())
        .put("evidence", result.evidence());
  }

  private static CheckResult own(String check, Verdict verdict) {
    return new CheckResult(check, verdict, "because", "");
  }

  @Test
  void saysThatABrowserHasLookedAndWhatCameOfWhatWasAskedFor() {
    var published =
        version(
            true,
            StandingCheck.INDEX.result(Verdict.PASS, "it is there", ""),
            StandingCheck.LOADS.result(Verdict.PASS, "it shows a heading", ""),
            own("js: true", Verdict.PASS),
            own("It is pretty", Verdict.NOT_JUDGED));

    assertThat(new DemoChecks(task(version(false), published), 2).lines())
        .containsExactly(
            "browser     has looked at the page: it shows a heading",
            "pass        js: true",
            "not judged  It is pretty");
  }

  @Test
  void saysWhyNoBrowserHasLooked() {
    var loads = StandingCheck.LOADS.result(Verdict.NOT_JUDGED, "none is installed", "");

    assertThat(new DemoChecks(task(version(true, loads)), 0).lines())
        .containsExactly("browser     has not looked at the page: none is installed");
  }

  @Test
  void tellsNothingOfVersionsThatWereNotPublished() {
    var refused = version(false, own("js: true", Verdict.FAIL));

    assertThat(new DemoChecks(task(refused), 1).lines()).isEmpty();
  }

  @Test
  void keepsEachCheckOnOneLineOfATerminal() {
    var published =
        version(
            true,
            own("first\nsecond", Verdict.FAIL),
            own("x".repeat(96), Verdict.WARN),
            own("x".repeat(97), Verdict.WARN));

    assertThat(new DemoChecks(task(published), 3).lines())
        .containsExactly(
            "fail        first second",
            "warn        " + "x".repeat(96),
            "warn        " + "x".repeat(95) + "…");
  }
}
