package io.llmdevops.github.repository;

import static io.llmdevops.github.repository.Publishing.pushed;
import static io.llmdevops.store.SiteTasks.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.github.rest.Turnstile;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Fault;
import io.llmdevops.github.standin.Fault.When;
import io.llmdevops.github.standin.Faults;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishStepTest {

  private static final String ME = StandInGithub.LOGIN;

  @TempDir Path folder;
  private Publishing publishing;
  private StandInGithub github;

  @BeforeEach
  void open() throws Exception {
    publishing = new Publishing(folder, Options.quick());
    github = publishing.github();
  }

  @AfterEach
  void close() throws Exception {
    publishing.close();
  }

  @Test
  void publishesAFirstRoundByTwoChangesAndOnePush() {
    var attached = new Attachment("ü b.bin", "application/x", Content.of(new byte[] {13, 10, -1}));
    var task = publishing.tasks().checked(1, List.of(attached), write("index.html", "<h1>"));

    var pushed = pushed(publishing.run());

    var name = name(task);
    assertThat(publishing.calls(0))
        .containsExactly(
            "GET /user",
            "POST /user/repos",
            "GIT_PUSH_LOOK",
            "GIT_PUSH",
            "POST /repos/" + ME + "/" + name + "/pages");
    var hosted = publishing.hosted(name);
    assertThat(hosted.commits()).containsExactly(pushed.commitSha());
    assertThat(hosted.files()).containsOnlyKeys(".nojekyll", "LICENSE", "index.html", "ü b.bin");
    assertThat(hosted.files().get("ü b.bin")).containsExactly(13, 10, -1);
    assertThat(hosted.description()).isEqualTo("Round 1 of a site");
    assertThat(hosted.isPrivate()).isFalse();
    assertThat(pushed.repoUrl()).endsWith("/" + ME + "/" + name);
    assertThat(pushed.pagesUrl()).contains(github.pagesUrl(ME) + "/" + name + "/");
    assertThat(github.journal().violations()).isEmpty();
  }

  @Test
  void publishesASecondRoundFromAnEmptyDatabaseByOnePushAndNoChange() throws Exception {
    var first = publishing.tasks().checked(1, write("index.html", "1"), write("a.js", "a"));
    var parent = publishing.goLive();
    publishing.begin("another-machine");
    var head = head(first);
    publishing.tasks().checked(2, head, List.of(), write("index.html", "2"));
    var before = github.journal().calls().size();

    var pushed = publishing.publish();

    var repository = "/repos/" + ME + "/" + name(first);
    assertThat(publishing.calls(before))
        .containsExactly(
            "GET " + repository,
            "GIT_LOOK",
            "GIT_PUSH_LOOK",
            "GIT_PUSH",
            "GET " + repository + "/pages");
    assertThat(head).contains(new CommitRef(name(first), parent.commitSha()));
    assertThat(publishing.hosted(name(first)).commits())
        .containsExactly(pushed.commitSha(), parent.commitSha());
    assertThat(text(name(first), "index.html")).isEqualTo("2");
    assertThat(text(name(first), "a.js")).isEqualTo("a");
    assertThat(pushed.pagesUrl()).isEqualTo(parent.pagesUrl());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2"})
  void leavesWhatIsNotOursAlone(int foreign, int used) {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var names = task.repositoryKey().names();
    var theirs =
        names.subList(0, foreign).stream()
            .map(name -> github.commit(github.create(ME, name), Map.of("a", "theirs"), "Theirs"))
            .toList();

    var pushed = publishing.publish();

    assertThat(pushed.repoUrl()).endsWith("/" + names.get(used));
    for (var i = 0; i < foreign; i++) {
      assertThat(publishing.hosted(names.get(i)).commits()).containsExactly(theirs.get(i));
      assertThat(publishing.hosted(names.get(i)).site()).isEmpty();
    }
    assertThat(head(task)).contains(new CommitRef(names.get(used), pushed.commitSha()));
  }

  @Test
  void namesTheRepositoriesThatTakeEveryName() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var names = task.repositoryKey().names();
    names.forEach(name -> github.commit(github.create(ME, name), Map.of("a", "theirs"), "Theirs"));

    assertThatThrownBy(() -> publishing.run())
        .hasMessageContainingAll(names.toArray(String[]::new))
        .hasMessageContaining("rename or delete");
    assertThat(names).allSatisfy(name -> assertThat(text(name, "a")).isEqualTo("theirs"));
  }

  @Test
  void takesAnEmptyRepositoryOfItsNameForItsOwn() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    github.create(ME, name(task));

    var pushed = publishing.publish();

    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
    assertThat(github.repositories()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, BEFORE",
    "0, AFTER",
    "1, BEFORE",
    "1, AFTER",
    "2, BEFORE",
    "2, AFTER",
    "3, BEFORE",
    "3, AFTER",
    "4, BEFORE",
    "4, AFTER"
  })
  void makesNothingTwiceWhicheverAnswerIsLost(int number, When when) {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    github.faults().once(Faults.number(number), when, Fault.drop());

    var pushed = publishing.publish();

    assertThat(github.journal().calls()).hasSizeGreaterThan(5);
    assertThat(github.repositories()).hasSize(1);
    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
    assertThat(github.sites()).isEqualTo(1);
    assertThat(pushed.pagesUrl()).contains(github.pagesUrl(ME) + "/" + name(task) + "/");
  }

  @Test
  void waitsForARepositoryThatGitDoesNotFindYet() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var notYet = Fault.answer(404);
    github.faults().times(1, Faults.kind(Call.Kind.GIT_PUSH_LOOK), When.BEFORE, notYet);
    github.faults().times(2, Faults.kind(Call.Kind.GIT_LOOK), When.BEFORE, notYet);

    var pushed = publishing.publish();

    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
    assertThat(changes()).hasSize(2);
  }

  @Test
  void tellsWhatToLookAtWhereGitNeverFindsARepository() {
    publishing.tasks().checked(1, write("index.html", "1"));
    github.faults().always(call -> call.kind().isGit(), When.BEFORE, Fault.answer(404));

    assertThatThrownBy(() -> publishing.runToTheEnd())
        .hasMessageContaining("git finds no repository")
        .hasMessageContaining("Contents, read and write");
    assertThat(changes()).hasSize(1);
  }

  @Test
  void waitsForItsOwnCreationToShow() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var creation = Faults.rest(HttpMethod.POST, "/user/repos");
    var look = Faults.rest(HttpMethod.GET, "/repos/.*/" + name(task));
    github.faults().once(creation, When.AFTER, Fault.drop());
    github.faults().times(4, look, When.BEFORE, Fault.answer(404));

    publishing.publish();

    assertThat(github.repositories()).hasSize(1);
    // The second was refused, since the name was taken; from then on it is only looked for.
    assertThat(github.journal().calls(creation)).hasSize(2);
  }

  @Test
  void waitsLongForWhatItMayHaveCreatedRatherThanCreateAnother() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var creation = Faults.rest(HttpMethod.POST, "/user/repos");
    var look = Faults.rest(HttpMethod.GET, "/repos/.*/" + name(task));
    github.faults().once(creation, When.AFTER, Fault.drop());
    github.faults().times(9, look, When.BEFORE, Fault.answer(404));

    publishing.publish();

    assertThat(github.repositories()).hasSize(1);
    assertThat(changes().stream().filter(creation)).hasSize(2);
  }

  @Test
  void takesTheNextNameWhereTheFirstIsTakenByWhatNobodyShows() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var names = task.repositoryKey().names();
    github.create(ME, names.get(0));
    github
        .faults()
        .always(
            Faults.rest(HttpMethod.GET, "/repos/.*/" + names.get(0)),
            When.BEFORE,
            Fault.answer(404));

    var pushed = publishing.publish();

    assertThat(pushed.repoUrl()).endsWith("/" + names.get(1));
    assertThat(publishing.hosted(names.get(0)).commits()).isEmpty();
  }

  @Test
  void keepsTheWorkOfAPersonWhoPushedInBetween() {
    publishing.tasks().checked(1, write("index.html", "1"), write("a.js", "a"));
    publishing.goLive();
    var task = publishing.tasks().checked(2, write("index.html", "2"));
    var hosted = publishing.hosted(name(task));
    github
        .faults()
        .before(
            call -> {
              if (call.kind() == Call.Kind.GIT_PUSH) {
                github.faults().before(any -> Future.succeededFuture());
                return personPushes(task, "by-hand.txt");
              }
              return Future.succeededFuture();
            });

    var pushed = publishing.publish();

    assertThat(hosted.commits()).hasSize(3).startsWith(pushed.commitSha());
    assertThat(hosted.files())
        .containsOnlyKeys(".nojekyll", "LICENSE", "a.js", "by-hand.txt", "index.html");
    assertThat(text(name(task), "index.html")).isEqualTo("2");
  }

  @Test
  void staysInWhatItHasCreatedWhereAPersonIsFirstToPush() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var isFirst = new AtomicBoolean(true);
    github
        .faults()
        .before(
            call ->
                call.kind() == Call.Kind.GIT_PUSH_LOOK && isFirst.getAndSet(false)
                    ? publishing.vertx().executeBlocking(() -> personPushes(task)).mapEmpty()
                    : Future.succeededFuture());

    publishing.publish();

    assertThat(github.repositories()).hasSize(1);
    assertThat(text(name(task), "NOTES.md")).isEqualTo("Mine.");
    assertThat(text(name(task), "index.html")).isEqualTo("1");
  }

  private String personPushes(Task task) {
    return github.commit(publishing.hosted(name(task)), Map.of("NOTES.md", "Mine."), "Notes");
  }

  @Test
  void findsWhatItHasPushedBelowTheWorkOfAPerson() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var first = publishing.publish();
    github.commit(
        publishing.hosted(name(task)),
        Map.of("index.html", "1", "by-hand.txt", "by hand"),
        "By hand");
    var before = github.journal().calls().size();

    assertThat(publishing.publish()).isEqualTo(first);
    assertThat(publishing.hosted(name(task)).commits()).hasSize(2);
    assertThat(publishing.calls(before))
        .doesNotContain("GIT_PUSH_LOOK")
        .allMatch(call -> !call.startsWith("POST"));
  }

  @Test
  void putsARepairOnTopWithoutAnotherChange() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var first = publishing.publishAndStore();
    publishing.tasks().repaired(write("index.html", "repaired"));

    var second = publishing.publish();

    assertThat(publishing.hosted(name(task)).commits())
        .containsExactly(second.commitSha(), first.commitSha());
    assertThat(text(name(task), "index.html")).isEqualTo("repaired");
    assertThat(changes()).hasSize(2);
    assertThat(second.pagesUrl()).isEqualTo(first.pagesUrl());
  }

  @Test
  void staysWithTheVersionThatWasWhereItsRepairIsRefused() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var first = publishing.publishAndStore();
    publishing.tasks().repaired(write("index.html", "repaired"));
    github.faults().always(Faults.kind(Call.Kind.GIT_PUSH_LOOK), When.BEFORE, Fault.answer(401));

    var outcome = (Outcome.Advance) publishing.runToTheEnd();

    assertThat(outcome.to()).isEqualTo(TaskState.PUBLISHED);
    assertThat(outcome.detail()).startsWith("the repair is not published: ");
    assertThat(outcome.facts()).isEmpty();
    assertThat(publishing.hosted(name(task)).commits()).containsExactly(first.commitSha());
  }

  @Test
  void createsRepositoriesForAnOrganisation() {
    github.organisation("acme", ME, Set.of(), true);
    publishing.forOwner("acme");
    var task = publishing.tasks().checked(1, write("index.html", "1"));

    var pushed = publishing.publish();

    assertThat(pushed.repoUrl()).endsWith("/acme/" + name(task));
    assertThat(publishing.calls(0)).contains("POST /orgs/acme/repos");
  }

  @Test
  void asksNothingOnceItsLeaseHasRunOut() {
    publishing.tasks().checked(1, write("index.html", "1"));
    var late = new Lease(StoreFixture.LEASE::toNanos, StoreFixture.LEASE, 0);

    assertThatThrownBy(() -> publishing.run(publishing.store(), late))
        .isInstanceOf(LeaseLostException.class);
    assertThat(github.repositories()).isEmpty();
  }

  /**
   * The copy of a repository may have to be waited for, with a turn that does not last for ever.
   */
  @Test
  void pushesNothingOnceItsTurnHasPassed() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));

    assertThatThrownBy(() -> publishing.run(publishing.store(), held(), thatPasses()))
        .isInstanceOf(HeldUpException.class)
        .hasMessage("it has passed");
    assertThat(publishing.hosted(name(task)).commits()).isEmpty();

    var pushed = publishing.publish();
    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
  }

  private Turnstile thatPasses() {
    return new Turnstile() {
      @Override
      public <T> Future<T> pass(Duration longest, Function<Runnable, Future<T>> call) {
        return publishing.rest().turnstile().pass(longest, stillOurs -> call.apply(this::passed));
      }

      private void passed() {
        throw HeldUpException.until(Duration.ofMillis(1), "it has passed");
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, false", "3, true"})
  void makesNothingTwiceWhereverItWasKilledWhileStoring(int write, boolean isStored) {
    var task = publishing.tasks().checked(1, write("index.html", "1"));

    assertThatThrownBy(() -> publishing.run(dying(write, isStored), held())).hasMessage("killed");
    publishing.connect();
    var pushed = publishing.publish();

    assertThat(github.repositories()).hasSize(1);
    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
    assertThat(github.sites()).isEqualTo(1);
    assertThat(publishing.tasks().row(task.id()).repository()).contains(name(task));
  }

  @ParameterizedTest
  @CsvSource({
    "0, BEFORE",
    "0, AFTER",
    "1, BEFORE",
    "1, AFTER",
    "2, BEFORE",
    "2, AFTER",
    "3, BEFORE",
    "3, AFTER",
    "4, BEFORE",
    "4, AFTER"
  })
  void makesNothingTwiceWhicheverAnswerOfASecondRoundIsLost(int number, When when) {
    var first = publishing.tasks().checked(1, write("index.html", "1"));
    var parent = publishing.goLive();
    var base = Optional.of(new CommitRef(name(first), parent.commitSha()));
    publishing.tasks().checked(2, base, List.of(), write("index.html", "2"));
    var lost = github.journal().calls().size() + number;
    github.faults().once(Faults.number(lost), when, Fault.drop());

    var pushed = publishing.publish();

    assertThat(github.journal().calls().get(lost).status()).isEqualTo(Call.NONE);
    assertThat(changes()).hasSize(2);
    assertThat(publishing.hosted(name(first)).commits())
        .containsExactly(pushed.commitSha(), parent.commitSha());
  }

  @Test
  void keepsTheCommitOfATaskWhosePageCannotBe() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    github
        .faults()
        .always(
            Faults.rest(HttpMethod.POST, ".*/pages"),
            When.BEFORE,
            Fault.answer(422, "Your current plan does not support GitHub Pages"));

    var failed = (Outcome.Fail) publishing.runToTheEnd();

    var pushed = (Fact.Pushed) failed.facts().get(0);
    assertThat(failed.error()).contains("Your current plan does not support GitHub Pages");
    assertThat(publishing.hosted(name(task)).commits()).containsExactly(pushed.commitSha());
    assertThat(pushed.pagesUrl()).isEmpty();
  }

  @Test
  void waitsForPagesThatDoNotKnowTheRepositoryYet() {
    publishing.tasks().checked(1, write("index.html", "1"));
    var notYet = Fault.answer(404, "Not Found");
    github.faults().times(3, Faults.rest(HttpMethod.POST, ".*/pages"), When.BEFORE, notYet);

    assertThat(publishing.publish().pagesUrl()).isPresent();
  }

  @Test
  void tellsWhatToLookAtWherePagesNeverKnowTheRepository() {
    publishing.tasks().checked(1, write("index.html", "1"));
    var never = Fault.answer(404, "Not Found");
    github.faults().always(Faults.rest(HttpMethod.POST, ".*/pages"), When.BEFORE, never);

    var failed = (Outcome.Fail) publishing.runToTheEnd();

    assertThat(failed.error()).contains("404 Not Found", "Pages and Administration");
    assertThat(failed.facts()).first().isInstanceOf(Fact.Pushed.class);
    assertThat(github.journal().count(Call.Kind.GIT_PUSH)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'errors': ['name already exists on this account']}",
        "{'errors': [{'resource': 'Repository', 'field': 'name', 'code': 'already_exists'}]}",
        "{'message': 'Repository creation failed: name already exists on this account'}"
      })
  void takesItsNameForTakenInWhicheverWayThatIsSaid(String body) {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    github.create(StandInGithub.LOGIN, name(task));
    var taken = Fault.answer(422, new JsonObject(body.replace('\'', '"')));
    github.faults().once(Faults.rest(HttpMethod.POST, "/user/repos"), When.BEFORE, taken);

    publishing.publish();

    assertThat(github.repositories()).hasSize(1);
  }

  @Test
  void looksForARepositoryThatIsOnlyPromised() {
    publishing.tasks().checked(1, write("index.html", "1"));
    var promised = Fault.answer(202, new JsonObject());
    github.faults().once(Faults.rest(HttpMethod.POST, "/user/repos"), When.AFTER, promised);

    publishing.publish();

    assertThat(github.repositories()).hasSize(1);
  }

  @Test
  void forgetsNoPushWhileThePageHasToWait() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var pages = Faults.rest(HttpMethod.POST, ".*/pages");
    github.faults().once(pages, When.BEFORE, Fault.answer(503));

    assertThatThrownBy(() -> publishing.run()).isInstanceOf(HeldUpException.class);

    var row = publishing.tasks().row(task.id());
    assertThat(row.commitSha()).contains(publishing.hosted(name(task)).head());
    assertThat(row.pagesUrl()).isEmpty();
    assertThat(publishing.publish().commitSha()).isEqualTo(row.commitSha().orElseThrow());
  }

  @Test
  void buildsOnNothingThatIsGone() {
    var base = new CommitRef("a-site-gone", "0".repeat(40));
    publishing.tasks().checked(2, Optional.of(base), List.of(), write("index.html", "2"));

    assertThatThrownBy(() -> publishing.runToTheEnd()).hasMessageContaining("a-site-gone");
    assertThat(github.repositories()).isEmpty();
  }

  @Test
  void leavesNoTokenOnTheDisk() throws Exception {
    publishing.tasks().checked(1, write("index.html", "1"));
    publishing.goLive();
    head(publishing.tasks().checked(2, write("index.html", "2")));
    publishing.publish();

    try (var files = Files.walk(publishing.data().dataDir())) {
      var all = files.filter(Files::isRegularFile).toList();
      assertThat(all).extracting(file -> file.getFileName().toString()).contains("config");
      for (var file : all) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(github.token());
      }
    }
  }

  private Future<Void> personPushes(Task task, String file) {
    // The stand-in must not be waited for on its own loop.
    return Future.fromCompletionStage(
        CompletableFuture.runAsync(
            () ->
                github.commit(
                    publishing.hosted(name(task)),
                    Map.of("index.html", "1", "a.js", "a", file, "by hand", "LICENSE", "l"),
                    "By hand")));
  }

  private Optional<CommitRef> head(Task task) {
    return StoreFixture.await(publishing.repositories().head(task.repositoryKey()));
  }

  private List<Call> changes() {
    return github.journal().calls(Faults.kind(Call.Kind.REST_CHANGE));
  }

  private String text(String name, String path) {
    return new String(publishing.hosted(name).files().get(path), StandardCharsets.UTF_8);
  }

  private static String name(Task task) {
    return task.repositoryKey().names().get(0);
  }

  private static Lease held() {
    return new Lease(() -> 0, StoreFixture.LEASE, 0);
  }

  /**
   * The store of an engine that is killed at that write.
   *
   * @param isStored what it wrote came through
   */
  private TaskStore dying(int write, boolean isStored) {
    var left = new AtomicInteger(write);
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) -> {
              if (left.decrementAndGet() > 0) {
                return method.invoke(publishing.store(), arguments);
              }
              var stored =
                  isStored
                      ? (Future<?>) method.invoke(publishing.store(), arguments)
                      : Future.succeededFuture();
              return stored.compose(
                  done -> Future.failedFuture(new IllegalStateException("killed")));
            });
  }
}
