package io.llmdevops.github.pages;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Conformance;
import io.llmdevops.github.standin.Fate;
import io.llmdevops.github.standin.Hosted;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.github.standin.Token;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the push to the page, on a GitHub that behaves as its documentation says. */
@Timeout(60)
class SitesOnGithubTest {

  private static final String WORKFLOW =
      """
      on:
        push:
          branches: [main]
      jobs:
        deploy:
          steps:
            - name: Deploy it
              uses: actions/deploy-pages@v4
      """;
  private static final Map<String, String> BY_BRANCH =
      Map.of("index.html", "<h1>One</h1>", ".nojekyll", "");
  private static final Map<String, String> BY_WORKFLOW =
      Map.of("index.html", "<h1>Two</h1>", ".github/workflows/pages.yml", WORKFLOW);

  @TempDir Path folder;
  private Vertx vertx;
  private SqlTaskStore store;
  private Conformance conformance;
  private StandInGithub github;
  private Hosted repository;
  private RestClient rest;
  private LiveStep step;
  private TaskId id;
  private int round;
  private Duration stuck = Duration.ofMinutes(1);

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    store = StoreFixture.open(vertx, folder.resolve("data"), Clock.systemUTC());
    conformance = Conformance.load();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    await(vertx.close());
  }

  @Test
  void putsOneRoundAfterTheOtherOnlineWhateverCachesKeep() {
    var kept = Duration.ofSeconds(60);
    start(Options.usual(50).delays(Options.Delays.USUAL.cdn(kept, Duration.ofSeconds(5))));

    publish(BY_BRANCH, true);
    assertThat(live()).contains("and its page is served");
    assertThat(changes()).containsExactly("POST pages");
    publish(Map.of("index.html", "<h1>Next</h1>", ".nojekyll", ""), false);
    assertThat(live()).contains("and its page is served");
    assertThat(changes()).containsExactly("POST pages");

    assertThat(github.journal().notModified()).isPositive();
    assertConforms();
  }

  @Test
  void asksOnceForABuildThatIsStuck() {
    stuck = Duration.ofMillis(100);
    start(Options.quick());
    github.builds().next(Fate.STUCK);

    publish(BY_BRANCH, true);

    assertThat(live()).contains("and its page is served");
    assertThat(changes()).containsExactly("POST pages", "POST pages/builds");
    assertConforms();
  }

  @Test
  void tellsWhyABuildFailed() {
    start(Options.quick());
    github.builds().next(Fate.fails("A file is in the way."));

    publish(BY_BRANCH, true);

    assertThat(ending().to()).isEqualTo(TaskState.REJECTED);
    assertThat(report().task().error().orElseThrow())
        .contains("A file is in the way.", "##[error]A file is in the way.");
    assertConforms();
  }

  @Test
  void goesOnlineByWorkflowAndBack() {
    start(Options.quick());

    publish(BY_BRANCH, true);
    live();
    publish(BY_WORKFLOW, false);
    assertThat(live()).contains("has succeeded, and the page answers");
    publish(BY_BRANCH, false);
    assertThat(live()).contains("and its page is served");

    assertThat(changes()).containsExactly("POST pages", "PUT pages", "PUT pages");
    assertConforms();
  }

  @Test
  void startsTheRunAgainThatFoundNoSite() {
    start(Options.quick().refusingWorkflowOnEmpty());
    github.runs().next(Fate.fails("Ensure GitHub Pages has been enabled."));

    publish(BY_WORKFLOW, true);

    assertThat(live()).contains("has succeeded, and the page answers");
    assertThat(changes()).containsExactly("POST pages", "POST pages", "POST rerun");
    assertConforms();
  }

  @Test
  void startsACancelledRunAgainOnce() {
    start(Options.quick());
    github.runs().next(Fate.CANCELLED);

    publish(BY_WORKFLOW, true);

    assertThat(live()).contains("has succeeded, and the page answers");
    assertThat(changes()).containsExactly("POST pages", "POST rerun");
    assertConforms();
  }

  @Test
  void saysWhatItTakesToStartARunAgain() {
    start(Options.quick());
    connect(
        github
            .accounts()
            .give(
                Token.fineGrained(
                    StandInGithub.LOGIN, "pages=write", "contents=write", "administration=write"))
            .text());
    github.runs().next(Fate.CANCELLED);

    publish(BY_WORKFLOW, true);

    assertThat(live()).isEqualTo("unconfirmed");
    assertThat(report().task().error().orElseThrow())
        .contains(
            "was not started again", "permission Actions (read and write)", "actions (write)");
  }

  @Test
  void tellsWhichStepOfARunFailed() {
    start(Options.quick());
    github.runs().next(Fate.fails("No artifact was found."));

    publish(BY_WORKFLOW, true);

    var ending = ending();
    assertThat(ending.to()).isEqualTo(TaskState.REJECTED);
    assertThat(ending.detail()).endsWith("in job \"deploy\", step \"Deploy it\"");
    assertThat(report().task().error().orElseThrow()).endsWith("##[error]No artifact was found.");
    assertThat(github.journal().count(Call.Kind.LOG)).isEqualTo(1);
    assertConforms();
  }

  @Test
  void isLiveWithWhatSomebodyPushedOnTop() {
    start(Options.quick());
    github.builds().next(Fate.STUCK);

    publish(BY_BRANCH, true);
    var later = github.commit(repository, Map.of("index.html", "<h1>Mine</h1>"), "Mine");

    assertThat(live()).contains(later.substring(0, 7) + ", which came on top of");
    assertConforms();
  }

  private void start(Options options) {
    github = StandInGithub.start(vertx, folder.resolve("github"), options.conformance(conformance));
    repository = github.create(StandInGithub.LOGIN, "app");
    connect(github.token());
  }

  private void connect(String token) {
    var pace =
        new GithubConfig.Pace(
            Duration.ofMillis(25), Duration.ofMillis(5), stuck, Duration.ofSeconds(1));
    var secret = new Secret(token);
    var config = new GithubConfig(secret, URI.create(github.apiUrl()), Optional.empty(), pace);
    rest = new RestClient(vertx, config, new NoLimits());
    step =
        new LiveStep(
            vertx, rest, store, List.of(secret), pace, Duration.ofHours(1), Clock.systemUTC());
  }

  /** What publishing does, but for the push, which somebody does by hand. */
  private void publish(Map<String, String> files, boolean isNew) {
    var repo = new Repo(StandInGithub.LOGIN, "app");
    var plan = SitePlan.of(tree(files));
    var sites = new Sites(rest);
    var parent = Optional.of(repository.head()).filter(head -> !head.isEmpty());
    var prepared = called(() -> sites.prepare(repo, plan, isNew, () -> {}));
    var sha = github.commit(repository, files, "One more");
    var site = prepared.orElseGet(() -> called(() -> sites.open(repo, plan, isNew, () -> {})));
    var facts = new ArrayList<Fact>(plan.facts());
    facts.addAll(site.facts());
    facts.add(new Fact.PushPlanned("app", parent));
    facts.add(
        new Fact.Pushed(
            github.gitUrl() + "/" + repository.fullName(), sha, Optional.of(site.url())));
    stored(facts);
  }

  private static FileTree tree(Map<String, String> files) {
    return FileTree.of(
        files.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, file -> Content.utf8(file.getValue()))));
  }

  private void stored(List<Fact> pushed) {
    var task = StoreFixture.newTask(StoreFixture.request("app", ++round));
    id = task.id();
    await(store.accept(task, StoreFixture.NO_LIMIT));
    var version = new Version(1, "m", "s", Optional.empty(), List.of(), List.of(), List.of());
    advance(TaskState.ACCEPTED, TaskState.GENERATED, List.of(new Fact.VersionWritten(version)));
    advance(TaskState.GENERATED, TaskState.CHECKED, List.of(new Fact.VersionChosen(1)));
    advance(TaskState.CHECKED, TaskState.PUBLISHED, pushed);
  }

  private void advance(TaskState from, TaskState to, List<Fact> facts) {
    await(store.advance(claim(from), to, "moved on", facts));
  }

  private Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 1)).get(0);
  }

  private String live() {
    var ending = ending();
    assertThat(ending.to()).as(ending.detail()).isEqualTo(TaskState.LIVE);
    return ending.detail();
  }

  /** One look after the other, as the stage takes them. */
  private Outcome.Advance ending() {
    while (true) {
      var claim = claim(TaskState.PUBLISHED);
      var lease = new Lease(System::nanoTime, StoreFixture.LEASE, System.nanoTime());
      var deadline = new Deadline(Clock.systemUTC(), claim.task());
      var outcome = called(() -> step.run(new Work(claim, lease, deadline, store)));
      if (outcome instanceof Outcome.Advance advance) {
        await(store.advance(claim, advance.to(), advance.detail(), advance.facts()));
        return advance;
      }
      var retry = (Outcome.Retry) outcome;
      await(store.retry(claim, retry.after(), retry.why(), retry.facts()));
      await(vertx.timer(retry.after().toMillis() + 1, TimeUnit.MILLISECONDS));
    }
  }

  private TaskReport report() {
    return await(store.report(id)).orElseThrow();
  }

  private <T> T called(Supplier<Future<T>> call) {
    return await(Future.<T>future(done -> vertx.runOnContext(go -> call.get().onComplete(done))));
  }

  private List<String> changes() {
    return github.journal().calls(call -> call.kind() == Call.Kind.REST_CHANGE).stream()
        .map(call -> call.method() + " " + called(call))
        .toList();
  }

  private static String called(Call call) {
    return call.path()
        .replaceFirst("/repos/[^/]+/[^/]+/", "")
        .replaceFirst("actions/runs/\\d+/", "");
  }

  private void assertConforms() {
    assertThat(conformance.faults()).isEmpty();
    assertThat(github.journal().violations()).isEmpty();
    assertThat(github.journal().calls()).noneMatch(call -> call.method() == HttpMethod.DELETE);
  }
}
