package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where there is no browser, pages are published, and everybody is told that none was looked at.
 */
@Timeout(120)
class WithoutBrowserIT {

  @TempDir Path folder;

  @Test
  void worksAndSaysSoWhereNoneIsWanted() throws Exception {
    var settings = new JsonObject().put("browser_path", "none");
    try (var trial = new Trial(folder, settings, Trial.ALL_THAT_IS_INSTALLED).start()) {
      assertWorksAndSaysSo(trial);
      assertThat(trial.machine().logged()).anyMatch(line -> line.contains("BROWSER_PATH=none"));
    }
  }

  @Test
  void worksAndSaysHowToGetOneWhereNoneIsFound() throws Exception {
    var nothing = Files.createDirectory(folder.resolve("nothing"));
    var path = Map.of("PATH", nothing.toString());
    try (var trial = new Trial(folder, new JsonObject(), path).start()) {
      assertWorksAndSaysSo(trial);
      assertThat(trial.machine().logged())
          .anyMatch(
              line -> line.contains("BROWSER_PATH") && line.toLowerCase().contains("install"));
    }
  }

  private static void assertWorksAndSaysSo(Trial trial) throws Exception {
    trial.machine().awaitLine("WARN", "rowser checks");
    // It would not pass.
    var check = "document.title === 'nothing of the kind'";
    var page = Written.page("unseen", "<p>Nobody has seen this.</p>");
    trial.model().author(Trial.brief("unseen"), question -> WritingModel.says(page));

    var report = trial.notified(trial.request("unseen", "js: " + check));

    assertThat(report.verdict(1, check)).isEqualTo("not_judged");
    assertThat(report.check(1, check).getString("reason").toLowerCase()).contains("browser");
    assertThat(report.json().getJsonArray("timeline").encode().toLowerCase()).contains("browser");
    assertThat(report.published()).containsExactly(1);
    assertThat(trial.text(report.pagesUrl())).contains("Nobody has seen this.");
    assertThat(trial.machine().descendants()).isEmpty();
  }
}
