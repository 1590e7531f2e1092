package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where no version passes, the best one ships. */
@Timeout(120)
class BestVersionIT {

  private static final String NO_JSON = "{ none";

  @TempDir Path folder;

  /** Fails one check that counts little. */
  private static String better(String name) {
    return Written.app(name, "<p>Better</p>", Written.file("data.json", NO_JSON + "\n"));
  }

  /** Fails the same and one that counts more. */
  private static String worse() {
    return "<summary>Make it worse</summary>\n<delete path=\"index.html\"/>\n<done/>\n";
  }

  private static JsonObject settings(String name, int most) {
    return new JsonObject().put("browser_path", "none").put(name, most);
  }

  private Report playBadRepairs(JsonObject settings) throws Exception {
    try (var trial = new Trial(folder, settings, Map.of()).start()) {
      var brief = Trial.brief("spoilt");
      trial
          .model()
          .author(
              brief,
              question ->
                  WritingModel.says(
                      question.kind() == Question.Kind.BUILD ? better("spoilt") : worse()));
      var report = trial.notified(trial.request("spoilt"));
      assertThat(trial.text(report.pagesUrl())).contains("<p>Better</p>");
      assertThat(trial.history(report.repoUrl())).hasSize(1);
      assertThat(trial.model().asked(brief)).hasSize(report.versions().size());
      return report;
    }
  }

  @Test
  void shipsTheBetterOfTwoAfterTheOneRepairThatThereMayBe() throws Exception {
    var report = playBadRepairs(settings("max_repairs", 1));

    assertThat(report.versions()).hasSize(2);
    assertThat(report.published()).containsExactly(1);
    assertThat(report.failures(1)).hasSize(1);
    assertThat(report.failures(2)).hasSizeGreaterThan(1);
  }

  @Test
  void shipsTheBestOfThoseThatCouldBePaidFor() throws Exception {
    var report = playBadRepairs(settings("llm_max_calls_per_task", 2));

    assertThat(report.versions()).hasSize(2);
    assertThat(report.published()).containsExactly(1);
    assertThat(report.calls()).isEqualTo(2);
    assertThat(report.course()).filteredOn("rejected"::equals).hasSize(2);
    assertThat(report.json().getJsonArray("timeline").encode()).contains("calls");
  }
}
