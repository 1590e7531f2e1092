package io.llmdevops.github.pages;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.pages.ScriptedServer.Answer;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A published task on the real store, and a GitHub that says what it is told to. */
abstract class LiveStepFixture {

  static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ";
  static final String SHA = "a".repeat(40);
  static final String REPAIRED = "b".repeat(40);
  static final String PARENT = "c".repeat(40);
  static final String LATER = "d".repeat(40);
  static final String REPO = "/repos/octo/hello";
  static final String INDEX = "<h1>Hello</h1>";
  static final String WORKFLOW = ".github/workflows/pages.yml";
  static final String LATEST = "GET " + REPO + "/pages/builds/latest";
  static final String ASK = "POST " + REPO + "/pages/builds";
  static final String RUNS = "GET " + REPO + "/actions/runs";
  static final String PAGE = "GET /hello/";

  /** As nobody else asks for it. */
  static final String UNCACHED = PAGE + "?";

  static final Duration TASK_TIMEOUT = Duration.ofHours(1);

  static final SettableClock clock = new SettableClock();
  private static Vertx vertx;
  private static SqlTaskStore store;
  private static int tasks;

  @TempDir static Path dataDir;

  ScriptedServer github;
  ScriptedServer web;
  GithubConfig.Pace pace =
      new GithubConfig.Pace(
          Duration.ofMillis(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(150),
          Duration.ofSeconds(60));
  Duration lastLook = Duration.ofSeconds(5);
  TaskId id;
  Lease lease;
  private LiveStep step;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    await(vertx.close());
  }

  @BeforeEach
  void listen() {
    github = new ScriptedServer(vertx);
    web = new ScriptedServer(vertx);
    web.on(PAGE, Answer.text(200, INDEX));
    restart();
  }

  @AfterEach
  void close() {
    github.close();
    web.close();
  }

  /** A process that knows nothing but what is in the store. */
  void restart() {
    var config = new GithubConfig(new Secret(TOKEN), github.url(), Optional.empty(), pace);
    var rest = new RestClient(vertx, config, new NoLimits());
    step =
        new LiveStep(
            vertx, rest, store, List.of(new Secret(TOKEN)), pace, TASK_TIMEOUT, clock, lastLook);
    lease = new Lease(System::nanoTime, StoreFixture.LEASE, System.nanoTime());
  }

  /** A task whose commit is on main, of a branch site. */
  void published(String path, String text) {
    published(SitePlan.of(FileTree.of(Map.of(path, Content.utf8(text)))).facts());
  }

  void published() {
    published("index.html", INDEX);
  }

  void publishedByWorkflow() {
    published(new SitePlan(Optional.of(WORKFLOW), Optional.empty()).facts());
  }

  void published(List<Fact> facts) {
    var task = StoreFixture.newTask(StoreFixture.request("task-" + tasks++, 1));
    id = task.id();
    await(store.accept(task, StoreFixture.NO_LIMIT));
    generated(TaskState.ACCEPTED, 1);
    chosen(1);
    pushed(SHA, facts);
  }

  void generated(TaskState from, int number) {
    var changes = List.<Change>of(new Change.Write("index.html", Content.utf8(INDEX)));
    var version = new Version(number, "m", "s", Optional.empty(), changes, List.of(), List.of());
    advance(from, TaskState.GENERATED, List.of(new Fact.VersionWritten(version)));
  }

  void chosen(int number) {
    var passed = new CheckResult("index.html exists", Verdict.PASS, "it does", "");
    advance(
        TaskState.GENERATED,
        TaskState.CHECKED,
        List.of(new Fact.VersionChecked(number, List.of(passed)), new Fact.VersionChosen(number)));
  }

  void pushed(String sha, List<Fact> facts) {
    var all = new ArrayList<>(facts);
    all.add(new Fact.PushPlanned("hello", Optional.of(PARENT)));
    all.add(
        new Fact.Pushed("https://github.test/octo/hello", sha, Optional.of(web.url() + "/hello/")));
    advance(TaskState.CHECKED, TaskState.PUBLISHED, all);
  }

  private void advance(TaskState from, TaskState to, List<Fact> facts) {
    await(store.advance(claim(from), to, "moved on", facts));
  }

  Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 100)).stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** One look, its outcome stored, and time gone by until the next. */
  Outcome look() {
    var claim = claim(TaskState.PUBLISHED);
    var outcome = run(claim);
    if (outcome instanceof Outcome.Advance advance) {
      await(store.advance(claim, advance.to(), advance.detail(), advance.facts()));
    } else if (outcome instanceof Outcome.Retry retry) {
      await(store.retry(claim, retry.after(), retry.why(), retry.facts()));
      clock.advance(retry.after());
    }
    return outcome;
  }

  /** One look whose process dies before its outcome is stored. */
  void lookAndDie() {
    run(claim(TaskState.PUBLISHED));
    die();
  }

  void die() {
    await(store.releaseAll());
    restart();
  }

  Outcome run(Claim claim) {
    var work = new Work(claim, lease, new Deadline(clock, claim.task()), store);
    var outcome = Promise.<Outcome>promise();
    vertx.runOnContext(start -> step.run(work).onComplete(outcome));
    return await(outcome.future());
  }

  void untilNothingIsLeftToWait() {
    clock.advance(Deadline.PROMISE.minus(Deadline.REPORTING));
  }

  TaskReport report() {
    return await(store.report(id)).orElseThrow();
  }

  String error() {
    return report().task().error().orElse("");
  }

  List<String> timeline() {
    return report().timeline().stream().map(TaskReport.Event::detail).toList();
  }

  static void assertWaits(Outcome outcome, String why) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.why()).contains(why));
  }

  static void assertLive(Outcome outcome, String detail) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Advance.class,
            advance -> {
              assertThat(advance.to()).isEqualTo(TaskState.LIVE);
              assertThat(advance.detail()).contains(detail);
            });
  }

  void assertUnconfirmed(Outcome outcome, String... error) {
    assertLive(outcome, "unconfirmed");
    assertThat(error()).startsWith("the page is not live: ").contains(error);
  }

  static Answer build(String commit, String status) {
    return build(commit, status, 1);
  }

  static Answer build(String commit, String status, int number) {
    return Answer.json(
        200,
        new JsonObject()
            .put("url", "https://api.github.test" + REPO + "/pages/builds/" + number)
            .put("status", status)
            .put("commit", commit)
            .put("created_at", "2026-01-02T03:04:05Z")
            .put(
                "error",
                new JsonObject()
                    .put("message", status.equals("errored") ? "Page build failed." : null)));
  }

  static JsonObject run(long id, String sha, String status, String conclusion, int attempt) {
    return new JsonObject()
        .put("id", id)
        .put("run_number", id)
        .put("run_attempt", attempt)
        .put("head_sha", sha)
        .put("path", WORKFLOW)
        .put("event", "push")
        .put("status", status)
        .put("conclusion", conclusion);
  }

  static JsonObject ended(long id, String sha, String conclusion, int attempt) {
    return run(id, sha, "completed", conclusion, attempt);
  }

  static Answer runs(JsonObject... runs) {
    return Answer.json(
        200,
        new JsonObject()
            .put("total_count", runs.length)
            .put("workflow_runs", new JsonArray(List.of(runs))));
  }

  void compared(String with, String status) {
    github.on(
        "GET " + REPO + "/compare/" + SHA + "..." + with,
        Answer.json(200, new JsonObject().put("status", status)));
  }
}
