package io.llmdevops.check;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.page.Sights;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.check.statement.StatementJudge;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.config.CheckConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Claim;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A version goes in, a decision comes out. */
@ExtendWith(VertxExtension.class)
class CheckVerticleTest {

  private static final String SECRET = "correct-horse-staple";
  private static final Change PAGE = written("index.html", "<h1>Hi</h1>");
  private static final Change README = written("README.md", Subjects.README);
  private static final Change BROKEN = written("index.html", "<img src=no.png>");
  private static final Change LEAK = written("index.html", "<script>'" + SECRET + "'</script>");

  private final Repositories repositories =
      new Repositories() {
        @Override
        public Future<Optional<CommitRef>> head(RepositoryKey key) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Future<FileTree> files(CommitRef commit) {
          return Future.succeededFuture(
              FileTree.of(Map.of("README.md", Content.utf8(Subjects.README))));
        }
      };

  private static final CheckConfig CONFIG =
      new CheckConfig(
          2,
          new BrowserConfig(
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              1,
              true,
              new BrowserConfig.Limits(Duration.ofSeconds(15), Duration.ofSeconds(90), 1_536),
              Path.of("unused")));

  private static final SettableClock clock = new SettableClock();
  private static final Fact READ = new Fact.CallWithdrawn("of the reader");
  private static int tasks;

  @TempDir static Path dataDir;
  private static SqlTaskStore store;

  private Sights browser = Sights.fine();
  private StatementJudge reader = CheckVerticleTest::allTrue;
  private int maxRepairs = CONFIG.maxRepairs();
  private int attempts = 1;
  private Duration age = Duration.ofSeconds(5);
  private TaskId id;
  private int written;

  @BeforeAll
  static void open(Vertx vertx) throws SQLException {
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterAll
  static void close() throws SQLException {
    store.close();
  }

  @BeforeEach
  void aTask() {
    id = accepted();
  }

  @Test
  void movesOnWithWhatIsRight(Vertx vertx) {
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).last().isEqualTo(new Fact.VersionChosen(1));
    assertThat(results(outcome)).extracting(CheckResult::verdict).containsOnly(Verdict.PASS);
  }

  @Test
  void storesTheRepositorysResultsBeforeTheRequestsOwn(Vertx vertx) {
    version(PAGE, README);

    var results = results(run(vertx));

    assertThat(results)
        .filteredOn(result -> StandingCheck.of(result).isPresent())
        .extracting(result -> StandingCheck.of(result).orElseThrow())
        .startsWith(StandingCheck.SECRETS)
        .endsWith(StandingCheck.REQUESTS, StandingCheck.CONSOLE)
        .doesNotHaveDuplicates();
    assertThat(results.subList(results.size() - 3, results.size()))
        .extracting(CheckResult::check)
        .containsExactly("Repo has MIT license", "js: true", "It is beautiful");
  }

  @Test
  void judgesAVersionOnTopOfItsBase(Vertx vertx) {
    var base = Optional.of(new CommitRef("app", "0".repeat(40)));
    generated(new Version(1, "m", "s", base, List.of(PAGE), List.of(), List.of()));

    assertThat(state(run(vertx))).isEqualTo(TaskState.CHECKED);
  }

  @Test
  void sendsBackWhatFailedWhileRepairsAreLeft(Vertx vertx) {
    version(BROKEN, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.REJECTED);
    assertThat(((Outcome.Advance) outcome).detail())
        .isEqualTo(
            "version 1 failed 1 check: index.html, line 1: <img src> \"no.png\" there is no file"
                + " \"no.png\"");
  }

  @Test
  void repairsNothingWhereThatIsNotWanted(Vertx vertx) {
    maxRepairs = 0;
    version(BROKEN, README);

    assertThat(state(run(vertx))).isEqualTo(TaskState.CHECKED);
  }

  @Test
  void shipsTheBestWhenRepairsAreUsedUp(Vertx vertx) {
    judged(1, StandingCheck.INDEX);
    judged(2, StandingCheck.README);
    version(BROKEN);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).last().isEqualTo(new Fact.VersionChosen(2));
    assertThat(((Outcome.Advance) outcome).detail()).contains("no repairs left");
  }

  @Test
  void stillRepairsAfterTheFirstRepair(Vertx vertx) {
    judged(1, StandingCheck.README);
    version(BROKEN);

    assertThat(state(run(vertx))).isEqualTo(TaskState.REJECTED);
  }

  @Test
  void repairsOnceWhatWasPublished(Vertx vertx) {
    couldNotBeBuilt();
    version(BROKEN);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).last().isEqualTo(new Fact.VersionChosen(2));
  }

  @Test
  void settlesForWhatWasPublishedWhereTheModelWroteNothingNew(Vertx vertx) {
    couldNotBeBuilt();
    advance(TaskState.REJECTED, TaskState.GENERATED);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).containsExactly(new Fact.VersionChosen(1));
  }

  @Test
  void shipsTheBestWhenTimeIsUp(Vertx vertx) {
    age = Deadline.WRITING;
    version(BROKEN, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(((Outcome.Advance) outcome).detail()).contains("no time left");
  }

  @Test
  void shipsTheBestWhenTheModelWroteNothingNew(Vertx vertx) {
    judged(1, StandingCheck.README);
    advance(TaskState.REJECTED, TaskState.GENERATED);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).containsExactly(new Fact.VersionChosen(1));
  }

  @Test
  void asksForARepairOfAVersionThatHoldsASecret(Vertx vertx) {
    version(LEAK, README);

    assertThat(state(run(vertx))).isEqualTo(TaskState.REJECTED);
  }

  @Test
  void neverPublishesASecretWhateverTheTime(Vertx vertx) {
    age = Duration.ofMinutes(9);
    version(LEAK, README);

    var outcome = run(vertx);

    assertThat(outcome).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome.toString()).doesNotContain(SECRET);
    assertThat(results(outcome)).anyMatch(StandingCheck.SECRETS::isOf);
  }

  @Test
  void shipsAnOlderVersionRatherThanASecret(Vertx vertx) {
    age = Duration.ofMinutes(9);
    judged(1, StandingCheck.INDEX);
    version(LEAK, README);

    assertThat(run(vertx).facts()).last().isEqualTo(new Fact.VersionChosen(1));
  }

  @Test
  void failsATaskWhoseAttachmentHoldsASecret(Vertx vertx) {
    id = accepted(new Attachment("a.txt", "text/plain", Content.utf8(SECRET)));
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Fail.class,
            fail -> assertThat(fail.error()).contains("a.txt").doesNotContain(SECRET));
  }

  @Test
  void storesThePictureAndWhatTheReaderLeaves(Vertx vertx) {
    version(BROKEN, README);

    assertThat(run(vertx).facts()).contains(new Fact.Pictured(1, Sights.PICTURE), READ);
  }

  @Test
  void sendsBackAPageThatDoesWrong(Vertx vertx) {
    var error = Sights.incident(Kind.UNCAUGHT_ERROR, "TypeError: x", "app.js:1:2");
    browser = seeing(error);
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.REJECTED);
    assertThat(((Outcome.Advance) outcome).detail()).contains("app.js:1:2: TypeError: x");
  }

  @Test
  void showsNothingOfASecretToABrowserOrAReader(Vertx vertx) {
    reader =
        (work, subject, statements, views) -> {
          throw new AssertionError("the reader was asked");
        };
    version(LEAK, README);

    var results = results(run(vertx));

    assertThat(browser.visits).isEmpty();
    assertThat(results)
        .filteredOn(result -> StandingCheck.of(result).isEmpty())
        .hasSize(3)
        .extracting(CheckResult::verdict)
        .containsOnly(Verdict.NOT_JUDGED);
  }

  @Test
  void leavesOutASecretThatAPageGotFromElsewhere(Vertx vertx) {
    browser = seeing(Sights.incident(Kind.CONSOLE_ERROR, "found " + SECRET, ""));
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.REJECTED);
    assertThat(outcome.toString()).doesNotContain(SECRET);
  }

  @Test
  void shipsWithoutABrowserAndSaysSoOnce(Vertx vertx) {
    browser = Sights.missing("install Chromium");
    version(BROKEN, README);
    var first = run(vertx, TaskState.REJECTED);
    version(PAGE, README);

    var second = run(vertx);

    var note = new Fact.Note("browser checks did not run: install Chromium");
    assertThat(first.facts()).contains(note);
    assertThat(state(second)).isEqualTo(TaskState.CHECKED);
    assertThat(second.facts()).doesNotContain(note);
    assertThat(results(second))
        .filteredOn(result -> result.check().equals("js: true"))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.NOT_JUDGED);
  }

  @Test
  void triesAgainWhatFailsUnexpectedly(Vertx vertx) {
    browser = Sights.failing(new IllegalStateException("odd page"));
    version(PAGE, README);

    assertThatThrownBy(() -> run(vertx)).hasMessageContaining("odd page");
  }

  @Test
  void goesOnWithoutAVerdictWhereThePageFailsEveryTime(Vertx vertx) {
    browser = Sights.failing(new IllegalStateException("odd page"));
    attempts = 3;
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(results(outcome))
        .filteredOn(result -> result.verdict() == Verdict.NOT_JUDGED)
        .extracting(CheckResult::reason)
        .containsOnly("browser checks did not run: they failed, see the engine's log")
        .hasSize(2);
  }

  @Test
  void goesOnWithoutAVerdictWhereTheReaderFailsEveryTime(Vertx vertx) {
    reader = (work, subject, statements, views) -> Future.failedFuture("odd statement");
    attempts = 3;
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(results(outcome))
        .filteredOn(result -> result.verdict() == Verdict.NOT_JUDGED)
        .extracting(CheckResult::check)
        .containsExactly("It is beautiful");
  }

  @Test
  void claimsWorksAndAnnounces(Vertx vertx) {
    version(PAGE, README);
    var second = Duration.ofSeconds(1);
    var pipeline = new PipelineConfig(StoreFixture.LEASE, second, Duration.ofHours(1), 10);
    var verticle =
        new CheckVerticle(
            pipeline,
            CONFIG,
            List.of(new Secret(SECRET)),
            store,
            repositories,
            () -> new Instruments(browser, reader),
            clock);
    var announced = Promise.<TaskId>promise();
    Addresses.TASK_CHECKED.consume(vertx, event -> announced.tryComplete(event.id()));

    var deployed = await(vertx.deployVerticle(verticle));

    assertThat(await(announced.future())).isEqualTo(id);
    assertThat(await(store.report(id)).orElseThrow().task())
        .satisfies(task -> assertThat(task.state()).isEqualTo(TaskState.CHECKED))
        .satisfies(task -> assertThat(task.chosen()).hasValue(1));
    assertThat(verticle.missingBrowser()).isEmpty();
    await(vertx.undeploy(deployed));
    assertThat(browser.isClosed()).isTrue();
  }

  private static Future<Verdicts> allTrue(
      Work work, Subject subject, List<String> statements, List<PageView> views) {
    var results =
        statements.stream()
            .map(text -> new CheckResult(text, Verdict.PASS, views.size() + " views", ""))
            .toList();
    return Future.succeededFuture(new Verdicts(results, List.of(READ)));
  }

  private static Sights seeing(Incident incident) {
    var ran = List.of(Sights.ran(End.TRUE, "true", 1));
    return Sights.of(visit -> new Sighting(List.of(Sights.page("", ran, incident))));
  }

  /** Takes the task off the list with what the step found, so that no other test meets it. */
  private Outcome run(Vertx vertx) {
    return run(vertx, TaskState.FAILED);
  }

  private Outcome run(Vertx vertx, TaskState then) {
    var search = new SecretSearch(List.of(new Secret(SECRET)));
    var rule = new SecretsRule(search);
    OnWorker worker = vertx::executeBlocking;
    var instruments = new Instruments(browser, reader);
    var judging = Judging.of(instruments, CONFIG.browser(), rule, search, worker);
    var step = new CheckStep(store, repositories, worker, rule, judging, maxRepairs);
    clock.advance(age);
    var claim = claimedTimes(attempts);
    var lease = new Lease(System::nanoTime, StoreFixture.LEASE, System.nanoTime());
    var work = new Work(claim, lease, new Deadline(clock, claim.task()), store);
    try {
      var outcome = await(step.run(work));
      await(store.record(claim, outcome.facts()));
      return outcome;
    } finally {
      await(store.advance(claim, then, "the test is over", List.of()));
    }
  }

  private void version(Change... changes) {
    generated(
        new Version(
            written + 1, "m", "s", Optional.empty(), List.of(changes), List.of(), List.of()));
  }

  private void generated(Version version) {
    var from = written == 0 ? TaskState.ACCEPTED : TaskState.REJECTED;
    advance(from, TaskState.GENERATED, new Fact.VersionWritten(version));
    written = version.number();
  }

  private void judged(int number, StandingCheck failed) {
    version(BROKEN);
    var result = failed.result(Verdict.FAIL, "bad", "");
    advance(
        TaskState.GENERATED, TaskState.REJECTED, new Fact.VersionChecked(number, List.of(result)));
  }

  private void couldNotBeBuilt() {
    version(PAGE, README);
    advance(TaskState.GENERATED, TaskState.CHECKED, new Fact.VersionChosen(1));
    advance(
        TaskState.CHECKED, TaskState.PUBLISHED, new Fact.Pushed("r", "c", Optional.of("http://p")));
    var failure = new CheckResult(CheckResult.SITE_IS_BUILT, Verdict.FAIL, "it failed", "log");
    advance(TaskState.PUBLISHED, TaskState.REJECTED, new Fact.VersionChecked(1, List.of(failure)));
  }

  private void advance(TaskState from, TaskState to, Fact... facts) {
    await(store.advance(claim(from), to, "moved on", List.of(facts)));
  }

  private Claim claimedTimes(int times) {
    for (var before = 1; before < times; before++) {
      await(store.retry(claim(TaskState.GENERATED), Duration.ZERO, "again", List.of()));
    }
    return claim(TaskState.GENERATED);
  }

  private Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 10)).stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static TaskId accepted(Attachment... attachments) {
    var task = StoreFixture.newTask(request(attachments));
    assertThat(await(store.accept(task, StoreFixture.NO_LIMIT)))
        .isInstanceOf(Acceptance.Accepted.class);
    return task.id();
  }

  private static Change written(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  private static TaskRequest request(Attachment... attachments) {
    List<Check> checks =
        List.of(
            new Check.Statement("Repo has MIT license"),
            new Check.Script("true", Optional.empty()),
            new Check.Statement("It is beautiful"));
    return new TaskRequest(
        "a@example.com",
        "app-" + ++tasks,
        1,
        "n",
        "brief",
        checks,
        "http://e.example/",
        List.of(attachments));
  }

  private static TaskState state(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Advance.class);
    return ((Outcome.Advance) outcome).to();
  }

  private static List<CheckResult> results(Outcome outcome) {
    return Stream.of(outcome.facts().get(0))
        .map(fact -> ((Fact.VersionChecked) fact).results())
        .findFirst()
        .orElseThrow();
  }
}
