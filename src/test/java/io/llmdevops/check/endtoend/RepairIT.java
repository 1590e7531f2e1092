package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.endtoend.Question.Kind;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What fails its checks goes back to the model, and never out. */
@Timeout(120)
class RepairIT {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  @TempDir static Path folder;
  private static Trial trial;

  @BeforeAll
  static void start() throws Exception {
    trial = new Trial(folder, new JsonObject(), Trial.ALL_THAT_IS_INSTALLED).start();
  }

  @AfterAll
  static void stop() {
    trial.close();
  }

  @Test
  void aBrokenAppIsNeverPublishedAndTheRepairedOneIs() throws Exception {
    var request = trial.request("counter", "js: " + Counter.CHECK);
    trial.model().author(Trial.brief("counter"), Counter.author("counter"));

    var report = trial.notified(request);

    assertThat(report.course())
        .containsExactly(
            "accepted",
            "generated",
            "rejected",
            "generated",
            "checked",
            "published",
            "live",
            "notified");
    assertThat(report.versions()).hasSize(2);
    assertThat(report.published()).containsExactly(2);
    var failed = report.check(1, Counter.CHECK);
    assertThat(failed.getString("verdict")).isEqualTo("fail");
    assertThat(failed.getString("reason")).isNotBlank();
    assertThat(failed.getString("evidence")).isNotBlank();
    assertThat(report.failures(1).toString()).contains(Counter.ERROR);
    assertThat(report.verdict(2, Counter.CHECK)).isEqualTo("pass");
    assertThat(report.failures(2)).isEmpty();
    assertThat(report.calls()).isEqualTo(2);

    var commits = trial.history(report.repoUrl());
    assertThat(commits).hasSize(1);
    assertThat(commits.get(0).get("app.js")).doesNotContain(Counter.BROKEN);
    assertThat(trial.text(report.pagesUrl() + "app.js")).isEqualTo(commits.get(0).get("app.js"));
    var picture = Shown.of(trial.machine(), report);
    assertThat(picture.share(Counter.GREEN)).as("the right page").isGreaterThan(0.5);
    assertThat(picture.share(Counter.RED)).as("the broken page").isZero();
  }

  @Test
  void aStatementThatFailsIsRepairedAndJudgedAgainByWhatThePageShows() throws Exception {
    // What the page says stands in none of its files.
    var welcome = "Dear visitor, be welcome";
    var body = "<p id=\"greeting\"></p>\n<script src=\"app.js\"></script>";
    var sullen = "document.querySelector('#greeting').textContent = 'What?';";
    var kind = "document.querySelector('#greeting').textContent = `Dear visitor, ${'be'} welcome`;";
    var statement = "The visitor is greeted in a way that befits a guest";
    trial
        .model()
        .author(
            Trial.brief("greeting"),
            question ->
                WritingModel.says(
                    switch (question.kind()) {
                      case BUILD ->
                          Written.app("greeting", body, Written.file("app.js", sullen + "\n"));
                      case REPAIR ->
                          question.failures().contains("Nobody asks a guest what he wants")
                                  && question.failures().contains(statement)
                              ? Written.edit("app.js", sullen, kind)
                              : Written.page("Nonsense", "<p>No telling what was wrong.</p>");
                      case JUDGE ->
                          question.text().contains(welcome)
                              ? "<verdict n=\"1\" value=\"pass\">It bids welcome</verdict>"
                              : "<verdict n=\"1\" value=\"fail\">Nobody asks a guest what he wants"
                                  + "</verdict>";
                    }));

    var report = trial.notified(trial.request("greeting", statement));

    assertThat(report.verdict(1, statement)).isEqualTo("fail");
    assertThat(report.check(1, statement).getString("reason")).contains("Nobody asks a guest");
    assertThat(report.verdict(2, statement)).isEqualTo("pass");
    assertThat(report.check(2, statement).getString("reason")).contains("It bids welcome");
    assertThat(report.published()).containsExactly(2);
    assertThat(trial.model().asked(Trial.brief("greeting"), Kind.JUDGE)).hasSize(2);
    var usage = report.json().getJsonObject("usage");
    assertThat(usage.getInteger("calls")).isEqualTo(4);
    assertThat(usage.getJsonArray("per_call")).hasSize(4);
    assertThat(usage.getInteger("input_tokens")).isEqualTo(4_000);
  }

  @Test
  void aKeyIsTakenOutBeforeAnybodySeesIt() throws Exception {
    var key = key();
    var line = "const key = '" + key + "';";
    trial
        .model()
        .author(
            Trial.brief("careless"),
            question ->
                WritingModel.says(
                    question.kind() == Kind.REPAIR
                        ? clean("careless")
                        : leaking("careless", line)));

    var report = trial.notified(trial.request("careless", "js: document.title === 'careless'"));

    assertThat(report.versions()).hasSize(2);
    assertThat(report.failures(1))
        .extracting(failure -> failure.getString("check"))
        .containsExactly("The repository holds no secret");
    assertThat(report.published()).containsExactly(2);
    assertThat(report.failures(2)).isEmpty();
    assertThat(trial.history(report.repoUrl())).hasSize(1);
    assertIsShownNowhere(key, report);
  }

  @Test
  void aKeyThatStaysIsNeverPushed() throws Exception {
    var key = key();
    var tries = new AtomicInteger();
    trial
        .model()
        .author(
            Trial.brief("incorrigible"),
            question -> {
              var line = "const key" + tries.incrementAndGet() + " = '" + key + "';";
              return WritingModel.says(leaking("incorrigible", line));
            });

    var report = trial.failed(trial.request("incorrigible", "js: true"));

    assertThat(report.state()).isEqualTo("failed");
    assertThat(report.json().getString("error")).contains("secret");
    assertThat(report.published()).isEmpty();
    assertThat(report.versions()).hasSize(3);
    assertThat(report.repoUrl()).isNull();
    assertThat(report.pagesUrl()).isNull();
    assertIsShownNowhere(key, report);
  }

  private static String leaking(String title, String line) {
    return Written.app(
        title, "<script src=\"app.js\"></script>", Written.file("app.js", line + "\n"));
  }

  private static String clean(String title) {
    return Written.app(
        title, "<script src=\"app.js\"></script>", Written.file("app.js", "const key = '';\n"));
  }

  /** Of the form that GitHub gives its tokens. */
  private static String key() {
    return "ghp_"
        + new SecureRandom()
            .ints(36, 0, LETTERS.length())
            .mapToObj(at -> LETTERS.substring(at, at + 1))
            .collect(Collectors.joining());
  }

  private static void assertIsShownNowhere(String key, Report report) throws Exception {
    assertThat(report.toString()).doesNotContain(key);
    assertThat(trial.machine().logged()).noneMatch(line -> line.contains(key));
    assertThat(trial.callbacks().all()).noneMatch(body -> body.toString().contains(key));
    assertThat(textsBelow(trial.machine().data().resolve("repositories")))
        .noneMatch(text -> text.contains(key));
  }

  /** Of every commit of every repository that this engine has made. */
  private static List<String> textsBelow(Path repositories) throws Exception {
    try (var all = Files.list(repositories)) {
      var texts = new ArrayList<String>();
      for (var repository : all.filter(each -> each.toString().endsWith(".git")).toList()) {
        for (var commit : trial.history(repository.toUri().toString())) {
          texts.addAll(commit.values());
        }
      }
      return texts;
    }
  }
}
