package io.llmdevops.command;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.OneLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What came of the checks of the version that was published. */
final class DemoChecks {

  private static final int LENGTH = 96;

  private final List<CheckResult> results;
  private final int asked;

  /**
   * @param asked how many checks the request had: the last results are theirs
   */
  DemoChecks(JsonObject task, int asked) {
    this.results =
        objects(task.getJsonArray("versions"))
            .filter(version -> version.getBoolean("published"))
            .reduce((earlier, later) -> later)
            .map(
                version -> objects(version.getJsonArray("checks")).map(DemoChecks::result).toList())
            .orElse(List.of());
    this.asked = asked;
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static CheckResult result(JsonObject json) {
    return new CheckResult(
        json.getString("check"),
        Verdict.valueOf(json.getString("verdict").toUpperCase(Locale.ROOT)),
        json.getString("reason"),
        json.getString("evidence"));
  }

  /** One line of its own for whether a browser has looked, then one for each check asked for. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    results.stream()
        .filter(StandingCheck.LOADS::isOf)
        .forEach(result -> lines.add("browser     " + sight(result)));
    results.stream()
        .skip(Math.max(0, results.size() - asked))
        .forEach(
            result ->
                lines.add(
                    "%-10s  %s".formatted(verdict(result), OneLine.of(result.check(), LENGTH))));
    return lines;
  }

  private static String sight(CheckResult loads) {
    return (loads.verdict() == Verdict.NOT_JUDGED
            ? "has not looked at the page: "
            : "has looked at the page: ")
        + loads.reason();
  }

  private static String verdict(CheckResult result) {
    return result.verdict().wire().replace('_', ' ');
  }
}
