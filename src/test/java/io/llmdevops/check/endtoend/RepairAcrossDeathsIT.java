package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.endtoend.Question.Kind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broken app that is repaired by an engine that dies at each of the steps. */
@Timeout(180)
class RepairAcrossDeathsIT {

  private static final String TITLE = "counter";

  /** Long enough for the page to be found. */
  private static final String PATIENT = "new Promise(done => setTimeout(done, 1500, true))";

  private final AtomicBoolean isCutShort = new AtomicBoolean();
  private final CompletableFuture<Void> repairing = new CompletableFuture<>();
  private final List<ProcessHandle> orphans = new ArrayList<>();
  private final Set<Path> leftByTheDead = new HashSet<>();
  @TempDir Path folder;
  private Trial trial;
  private Processes processes;

  @BeforeEach
  void prepare() throws Exception {
    trial =
        new Trial(
            folder, new JsonObject().put("browser_check_ms", 3_000), Trial.ALL_THAT_IS_INSTALLED);
    processes = new Processes(trial.vertx());
    trial
        .model()
        .author(
            Trial.brief(TITLE),
            question -> {
              if (question.kind() == Kind.REPAIR && isCutShort.compareAndSet(false, true)) {
                repairing.complete(null);
                return WritingModel.saysHalfOf(Counter.repaired(question));
              }
              return Counter.author(TITLE).answer(question);
            });
  }

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void isPublishedOnceAndRightWhereverTheEngineIsKilled() throws Exception {
    var request = trial.request(TITLE, "js: " + PATIENT, "js: " + Counter.CHECK);
    trial.start();
    var id = trial.machine().post(request);
    processes.awaitOtherRenderer(trial.machine().handle(), Set.of());
    killWhile("version 1 is shown");

    trial.start();
    repairing.get(60, TimeUnit.SECONDS);
    assertThat(trial.report(id).state()).isEqualTo("rejected");
    killWhile("version 2 is written");

    trial.start();
    trial.machine().awaitLine("llm: generated", id);
    processes.awaitOtherRenderer(trial.machine().handle(), Set.of());
    assertThat(trial.report(id).versions()).hasSize(2);
    assertThat(trial.report(id).state()).isEqualTo("generated");
    killWhile("version 2 is shown");

    trial.start();
    assertIsRight(trial.notified(id, request));
    assertThat(leftByTheDead).isNotEmpty().noneMatch(Files::exists);
    orphans.addAll(trial.machine().descendants());
    trial.machine().stop();
    processes.awaitEnd(orphans);
  }

  /** The next life begins while what this one has started may still be ending. */
  private void killWhile(String situation) throws Exception {
    var all = trial.machine().descendants();
    assertThat(all).as("processes while " + situation).isNotEmpty();
    orphans.addAll(all);
    trial.machine().kill().get(20, TimeUnit.SECONDS);
    for (var left : foldersOfTheBrowser()) {
      leftByTheDead.add(Files.createFile(left.resolve("left-while-" + leftByTheDead.size())));
    }
  }

  /** What the browser has in the engine's own folder. */
  private List<Path> foldersOfTheBrowser() throws IOException {
    var browser = trial.machine().data().resolve("browser");
    if (!Files.isDirectory(browser)) {
      return List.of();
    }
    try (var all = Files.list(browser)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private void assertIsRight(Report report) throws Exception {
    assertThat(report.course().stream().filter("rejected"::equals)).hasSize(1);
    assertThat(report.versions()).hasSize(2);
    assertThat(report.published()).containsExactly(2);
    assertThat(report.verdict(1, Counter.CHECK)).isEqualTo("fail");
    assertThat(report.verdict(2, Counter.CHECK)).isEqualTo("pass");
    assertThat(trial.model().asked(Trial.brief(TITLE), Kind.BUILD)).hasSize(1);
    assertThat(trial.model().asked(Trial.brief(TITLE), Kind.REPAIR))
        .as("the one that was cut short, and the one that was not")
        .hasSize(2);
    var commits = trial.history(report.repoUrl());
    assertThat(commits).hasSize(1);
    assertThat(commits.get(0).get("app.js")).doesNotContain(Counter.BROKEN);
    assertThat(trial.text(report.pagesUrl() + "app.js")).isEqualTo(commits.get(0).get("app.js"));
    var picture = Shown.of(trial.machine(), report);
    assertThat(picture.share(Counter.GREEN)).as("the right page").isGreaterThan(0.5);
  }
}
