package io.llmdevops.hosting;

import static io.llmdevops.store.SiteTasks.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.GitCommand;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SiteTasks;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishStepTest {

  /** Where the engine is killed. */
  private enum Killed {
    BEFORE_RECORDING,
    AFTER_RECORDING,
    AFTER_THE_PUSH
  }

  @TempDir Path data;
  private Vertx vertx;
  private LocalRepositories repositories;
  private StoreConfig config;
  private SqlTaskStore store;
  private SiteTasks tasks;

  @BeforeEach
  void open() throws SQLException {
    vertx = Vertx.vertx();
    config = new StoreConfig(data);
    repositories = new LocalRepositories(vertx, config);
    store = StoreFixture.open(vertx, data, new SettableClock());
    tasks = new SiteTasks(store);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    HostingFixture.await(vertx.close());
  }

  @Test
  void commitsAFirstVersion() throws Exception {
    var attached = new Attachment("ü b.bin", "application/x", Content.of(new byte[] {13, 10, -1}));
    var task = tasks.checked(1, List.of(attached), write("index.html", "<h1>"));

    var pushed = pushed(run());

    assertThat(pushed.repoUrl()).isEqualTo("http://pages.test/git/" + name(task) + ".git");
    assertThat(pushed.pagesUrl()).contains("http://pages.test/" + name(task) + "/");
    assertThat(git(task).run("rev-parse", "main")).isEqualTo(pushed.commitSha());
    assertThat(git(task).run("ls-tree", "-z", "-r", "--name-only", "main").split("\0"))
        .containsExactly(".nojekyll", "LICENSE", "index.html", "ü b.bin");
    assertThat(git(task).run("log", "--format=%s|%an|%aI|%cI"))
        .isEqualTo(
            "Round 1 of a site|LLM DevOps Engine|2026-01-02T03:04:05+00:00|"
                + "2026-01-02T03:04:05+00:00");
    assertThat(git(task).run("show", "main:LICENSE")).doesNotContain("student");
  }

  @Test
  void putsASecondRoundOnTopOfTheFirst() throws Exception {
    var first = tasks.checked(1, write("index.html", "1"), write("a.js", "a"));
    var parent = goLive().commitSha();
    var second = tasks.checked(2, write("index.html", "2"));

    run();

    assertThat(tasks.row(second.id()).repository()).contains(name(first));
    assertThat(tasks.row(second.id()).parent()).contains(parent);
    assertThat(git(first).run("rev-parse", "main~1")).isEqualTo(parent);
    assertThat(git(first).run("show", "main:index.html")).isEqualTo("2");
    assertThat(git(first).run("show", "main:a.js")).isEqualTo("a");
    assertThat(git(first).run("fsck", "--strict", "--full")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void makesOneCommitInOneRepositoryWhereverItWasKilled(Killed killed) throws Exception {
    var task = tasks.checked(1, write("index.html", "<h1>"));
    if (killed == Killed.AFTER_THE_PUSH) {
      run(); // Its outcome is never stored.
    } else {
      assertThatThrownBy(() -> run(killed)).hasRootCauseMessage("killed");
    }

    var pushed = pushed(run());

    assertThat(git(task).run("log", "--format=%H", "--all")).isEqualTo(pushed.commitSha());
    assertThat(repositories()).containsExactly(name(task) + ".git");
  }

  @Test
  void movesNothingOnceItsLeaseHasRunOut() throws Exception {
    var task = tasks.checked(1, write("index.html", "<h1>"));
    var late = new Lease(StoreFixture.LEASE::toNanos, StoreFixture.LEASE, 0);

    assertThatThrownBy(() -> run(store, late)).hasRootCauseInstanceOf(LeaseLostException.class);
    assertThat(git(task).run("log", "--format=%H", "--all")).isEmpty();

    var pushed = pushed(run());
    assertThat(git(task).run("log", "--format=%H", "--all")).isEqualTo(pushed.commitSha());
  }

  @Test
  void neverTouchesARepositoryOfSomebodyElse() throws Exception {
    var task = tasks.checked(1, write("index.html", "<h1>"));
    var names = task.repositoryKey().names();
    var theirs = personPushes(names.get(0), "theirs.txt");

    var pushed = pushed(run());

    assertThat(pushed.repoUrl()).endsWith("/git/" + names.get(1) + ".git");
    assertThat(bare(names.get(0)).run("log", "--format=%H", "--all")).isEqualTo(theirs);
    assertThat(repositories.head(task.repositoryKey()).toCompletionStage().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5))
        .satisfies(head -> assertThat(head.orElseThrow().sha()).isEqualTo(pushed.commitSha()));
  }

  @Test
  void keepsTheWorkOfAPersonWhoPushedInBetween() throws Exception {
    tasks.checked(1, write("index.html", "1"), write("a.js", "a"));
    goLive();
    var second = tasks.checked(2, write("index.html", "2"));
    assertThatThrownBy(() -> run(Killed.AFTER_RECORDING)).hasRootCauseMessage("killed");
    var person = personPushes(name(second), "by-hand.txt");

    run();

    assertThat(git(second).run("rev-parse", "main~1")).isEqualTo(person);
    assertThat(git(second).run("ls-tree", "--name-only", "main").lines())
        .containsExactly(".nojekyll", "LICENSE", "a.js", "by-hand.txt", "index.html");
    assertThat(git(second).run("show", "main:index.html")).isEqualTo("2");
  }

  @Test
  void findsItsCommitBelowTheWorkOfAPerson() throws Exception {
    var task = tasks.checked(1, write("index.html", "1"));
    var first = pushed(run());
    personPushes(name(task), "by-hand.txt");

    assertThat(pushed(run())).isEqualTo(first);
    assertThat(git(task).run("rev-list", "--count", "main")).isEqualTo("2");
  }

  @Test
  void tellsTheTimelineOnceWhatItLeftOut() throws Exception {
    var attached = new Attachment("LICENSE", "text/plain", Content.utf8("mine"));
    var task = tasks.checked(1, List.of(attached), write("index.html", "1"));
    assertThatThrownBy(() -> run(Killed.AFTER_RECORDING)).hasRootCauseMessage("killed");

    run();

    assertThat(tasks.report(task.id()).timeline())
        .extracting(TaskReport.Event::detail)
        .containsOnlyOnce("the attached LICENSE is left out: the engine writes its own");
  }

  private Outcome run() throws Exception {
    return run(store);
  }

  private Outcome run(Killed killed) throws Exception {
    return run(dying(killed));
  }

  private Outcome run(TaskStore recording) throws Exception {
    return run(recording, new Lease(() -> 0, StoreFixture.LEASE, 0));
  }

  /** As after a start: whatever was under way is due again. */
  private Outcome run(TaskStore recording, Lease lease) throws Exception {
    HostingFixture.await(store.releaseAll());
    return run(tasks.claim(TaskState.CHECKED), recording, lease);
  }

  private Outcome run(Claim claim, TaskStore recording, Lease lease) throws Exception {
    var step =
        new PublishStep(
            store,
            repositories,
            new Secret("a secret"),
            new PublicUrls("http://pages.test"),
            vertx.createSharedWorkerExecutor("test"));
    var deadline = new Deadline(Clock.systemUTC(), claim.task());
    return HostingFixture.await(step.run(new Work(claim, lease, deadline, recording)));
  }

  /** The store of an engine that does not live to see its record confirmed. */
  private TaskStore dying(Killed killed) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) -> {
              var done =
                  killed == Killed.BEFORE_RECORDING
                      ? Future.succeededFuture()
                      : (Future<?>) method.invoke(store, arguments);
              return done.compose(none -> Future.failedFuture(new IllegalStateException("killed")));
            });
  }

  /** Publishes the round that is due and lets the next one start. */
  private Fact.Pushed goLive() throws Exception {
    var claim = tasks.claim(TaskState.CHECKED);
    var outcome = run(claim, store, new Lease(() -> 0, StoreFixture.LEASE, 0));
    tasks.advance(claim, TaskState.PUBLISHED, outcome.facts());
    tasks.advance(tasks.claim(TaskState.PUBLISHED), TaskState.LIVE, List.of());
    return pushed(outcome);
  }

  private static Fact.Pushed pushed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Advance.class);
    return (Fact.Pushed) outcome.facts().get(0);
  }

  private String personPushes(String name, String file) throws Exception {
    repositories.folder().openOrCreate(name).close();
    new GitCommand(data).run("clone", "-q", "repositories/" + name + ".git", "clone");
    var person = new GitCommand(data.resolve("clone"));
    Files.writeString(data.resolve("clone").resolve(file), "by hand");
    person.run("checkout", "-q", "-B", "main");
    person.run("add", ".");
    person.run("commit", "-q", "-m", "By hand");
    person.run("push", "-q", "origin", "main");
    return person.run("rev-parse", "HEAD");
  }

  private List<String> repositories() throws Exception {
    var names = new ArrayList<String>();
    try (var folders = Files.newDirectoryStream(config.repositories(), "*.git")) {
      folders.forEach(folder -> names.add(folder.getFileName().toString()));
    }
    return names;
  }

  private static String name(Task task) {
    return task.repositoryKey().names().get(0);
  }

  private GitCommand git(Task task) {
    return bare(name(task));
  }

  private GitCommand bare(String name) {
    return new GitCommand(config.repositories().resolve(name + ".git"));
  }
}
