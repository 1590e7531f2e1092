package io.llmdevops.hosting;

import static io.llmdevops.hosting.OneTaskStore.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.GitCommand;
import io.llmdevops.hosting.OneTaskStore.Breaks;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishStepTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  @TempDir Path data;
  private Vertx vertx;
  private LocalRepositories repositories;
  private StoreConfig config;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    config = new StoreConfig(data);
    repositories = new LocalRepositories(vertx, config);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void commitsAFirstVersion() throws Exception {
    var attached = new Attachment("ü b.bin", "application/x", Content.of(new byte[] {13, 10, -1}));
    var store = new OneTaskStore(1, List.of(attached), write("index.html", "<h1>"));

    var pushed = pushed(run(store));

    assertThat(pushed.repoUrl()).isEqualTo("http://pages.test/git/" + name(store) + ".git");
    assertThat(pushed.pagesUrl()).isEqualTo("http://pages.test/" + name(store) + "/");
    assertThat(git(store).run("rev-parse", "main")).isEqualTo(pushed.commitSha());
    assertThat(git(store).run("ls-tree", "-z", "-r", "--name-only", "main").split("\0"))
        .containsExactly(".nojekyll", "LICENSE", "index.html", "ü b.bin");
    assertThat(git(store).run("log", "--format=%s|%an|%aI|%cI"))
        .isEqualTo(
            "Round 1 of a site|LLM DevOps Engine|2026-11-22T20:15:30+00:00|"
                + "2026-11-22T20:15:30+00:00");
    assertThat(git(store).run("show", "main:LICENSE")).doesNotContain("student");
  }

  @Test
  void putsASecondRoundOnTopOfTheFirst() throws Exception {
    var first = new OneTaskStore(1, List.of(), write("index.html", "1"), write("a.js", "a"));
    var second = new OneTaskStore(2, List.of(), write("index.html", "2"));

    var parent = pushed(run(first)).commitSha();
    run(second);

    assertThat(second.facts.get(0))
        .isEqualTo(new Fact.PushPlanned(name(first), Optional.of(parent)));
    assertThat(git(first).run("rev-parse", "main~1")).isEqualTo(parent);
    assertThat(git(first).run("show", "main:index.html")).isEqualTo("2");
    assertThat(git(first).run("show", "main:a.js")).isEqualTo("a");
    assertThat(git(first).run("fsck", "--strict", "--full")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Breaks.class)
  void makesOneCommitInOneRepositoryWhereverItWasKilled(Breaks breaks) throws Exception {
    var store = new OneTaskStore(1, List.of(), write("index.html", "<h1>"));
    store.breaks = breaks;
    if (breaks == Breaks.NEVER) {
      run(store); // It pushed, and died before the outcome was stored.
    } else {
      assertThatThrownBy(() -> run(store)).hasRootCauseMessage("killed");
    }
    store.breaks = Breaks.NEVER;

    var pushed = pushed(run(store));

    assertThat(git(store).run("log", "--format=%H", "--all")).isEqualTo(pushed.commitSha());
    assertThat(repositories()).containsExactly(name(store) + ".git");
  }

  @Test
  void movesNothingOnceItsLeaseHasRunOut() throws Exception {
    var store = new OneTaskStore(1, List.of(), write("index.html", "<h1>"));
    var late = new Lease(() -> LEASE.toNanos(), LEASE, 0);

    assertThatThrownBy(() -> run(store, late)).hasRootCauseInstanceOf(LeaseLostException.class);
    assertThat(git(store).run("log", "--format=%H", "--all")).isEmpty();

    var pushed = pushed(run(store));
    assertThat(git(store).run("log", "--format=%H", "--all")).isEqualTo(pushed.commitSha());
  }

  @Test
  void neverTouchesARepositoryOfSomebodyElse() throws Exception {
    var store = new OneTaskStore(1, List.of(), write("index.html", "<h1>"));
    var names = store.task().repositoryKey().names();
    var theirs = personPushes(names.get(0), "theirs.txt");

    var pushed = pushed(run(store));

    assertThat(pushed.repoUrl()).endsWith("/git/" + names.get(1) + ".git");
    assertThat(bare(names.get(0)).run("log", "--format=%H", "--all")).isEqualTo(theirs);
    assertThat(
            repositories
                .head(store.task().repositoryKey())
                .toCompletionStage()
                .toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5))
        .satisfies(head -> assertThat(head.orElseThrow().sha()).isEqualTo(pushed.commitSha()));
  }

  @Test
  void keepsTheWorkOfAPersonWhoPushedInBetween() throws Exception {
    run(new OneTaskStore(1, List.of(), write("index.html", "1"), write("a.js", "a")));
    var second = new OneTaskStore(2, List.of(), write("index.html", "2"));
    second.breaks = Breaks.AFTER_RECORDING;
    assertThatThrownBy(() -> run(second)).hasRootCauseMessage("killed");
    var person = personPushes(name(second), "by-hand.txt");
    second.breaks = Breaks.NEVER;

    run(second);

    assertThat(git(second).run("rev-parse", "main~1")).isEqualTo(person);
    assertThat(git(second).run("ls-tree", "--name-only", "main").lines())
        .containsExactly(".nojekyll", "LICENSE", "a.js", "by-hand.txt", "index.html");
    assertThat(git(second).run("show", "main:index.html")).isEqualTo("2");
  }

  @Test
  void findsItsCommitBelowTheWorkOfAPerson() throws Exception {
    var store = new OneTaskStore(1, List.of(), write("index.html", "1"));
    var first = pushed(run(store));
    personPushes(name(store), "by-hand.txt");

    assertThat(pushed(run(store))).isEqualTo(first);
    assertThat(git(store).run("rev-list", "--count", "main")).isEqualTo("2");
  }

  @Test
  void tellsTheTimelineOnceWhatItLeftOut() throws Exception {
    var attached = new Attachment("LICENSE", "text/plain", Content.utf8("mine"));
    var store = new OneTaskStore(1, List.of(attached), write("index.html", "1"));
    store.breaks = Breaks.AFTER_RECORDING;
    assertThatThrownBy(() -> run(store)).hasRootCauseMessage("killed");
    store.breaks = Breaks.NEVER;

    run(store);

    assertThat(store.facts)
        .filteredOn(Fact.Note.class::isInstance)
        .containsExactly(
            new Fact.Note("the attached LICENSE is left out: the engine writes its own"));
  }

  private Outcome run(OneTaskStore store) throws Exception {
    return run(store, new Lease(() -> 0, LEASE, 0));
  }

  private Outcome run(OneTaskStore store, Lease lease) throws Exception {
    var step =
        new PublishStep(
            store,
            repositories,
            new Secret("a secret"),
            new PublicUrls("http://pages.test"),
            vertx.createSharedWorkerExecutor("test"));
    var deadline = new Deadline(Clock.systemUTC(), store.task());
    var work = new Work(new Claim(store.task(), 1), lease, deadline, store);
    return step.run(work).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
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

  private static String name(OneTaskStore store) {
    return store.task().repositoryKey().names().get(0);
  }

  private GitCommand git(OneTaskStore store) {
    return bare(name(store));
  }

  private GitCommand bare(String name) {
    return new GitCommand(config.repositories().resolve(name + ".git"));
  }
}
