package io.llmdevops.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
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
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

  private OneTaskStore store;
  private Duration age = Duration.ofSeconds(5);

  @BeforeEach
  void aTask() {
    store = new OneTaskStore(request());
  }

  @Test
  void movesOnWithWhatIsRight(Vertx vertx) throws Exception {
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).last().isEqualTo(new Fact.VersionChosen(1));
    assertThat(results(outcome))
        .extracting(CheckResult::verdict)
        .containsOnly(Verdict.PASS, Verdict.NOT_JUDGED);
  }

  @Test
  void storesTheRepositorysResultsBeforeTheRequestsOwn(Vertx vertx) throws Exception {
    version(PAGE, README);

    var results = results(run(vertx));

    assertThat(results).hasSize(RepositoryCheck.values().length + 2);
    assertThat(results.get(results.size() - 2).check()).isEqualTo("Repo has MIT license");
    assertThat(results.get(results.size() - 1).verdict()).isEqualTo(Verdict.NOT_JUDGED);
  }

  @Test
  void judgesAVersionOnTopOfItsBase(Vertx vertx) throws Exception {
    var base = Optional.of(new CommitRef("app", "0".repeat(40)));
    store.versions.add(new Version(1, "m", "s", base, List.of(PAGE), List.of(), List.of()));

    assertThat(state(run(vertx))).isEqualTo(TaskState.CHECKED);
  }

  @Test
  void sendsBackWhatFailedWhileRepairsAreLeft(Vertx vertx) throws Exception {
    version(BROKEN, README);

    var outcome = run(vertx);

    assertThat(outcome)
        .isEqualTo(
            Outcome.advance(
                TaskState.REJECTED,
                "version 1 failed 1; index.html, line 1: <img src> \"no.png\" there is no file"
                    + " \"no.png\"",
                outcome.facts().get(0)));
  }

  @Test
  void shipsTheBestWhenRepairsAreUsedUp(Vertx vertx) throws Exception {
    judged(1, RepositoryCheck.INDEX);
    judged(2, RepositoryCheck.README);
    version(BROKEN);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).last().isEqualTo(new Fact.VersionChosen(2));
    assertThat(((Outcome.Advance) outcome).detail()).contains("no repairs left");
  }

  @Test
  void stillRepairsAfterTheFirstRepair(Vertx vertx) throws Exception {
    judged(1, RepositoryCheck.README);
    version(BROKEN);

    assertThat(state(run(vertx))).isEqualTo(TaskState.REJECTED);
  }

  @Test
  void shipsTheBestWhenTimeIsUp(Vertx vertx) throws Exception {
    age = Deadline.WRITING;
    version(BROKEN, README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(((Outcome.Advance) outcome).detail()).contains("no time left");
  }

  @Test
  void shipsTheBestWhenTheModelWroteNothingNew(Vertx vertx) throws Exception {
    judged(1, RepositoryCheck.README);

    var outcome = run(vertx);

    assertThat(state(outcome)).isEqualTo(TaskState.CHECKED);
    assertThat(outcome.facts()).containsExactly(new Fact.VersionChosen(1));
  }

  @Test
  void asksForARepairOfAVersionThatHoldsASecret(Vertx vertx) throws Exception {
    version(LEAK, README);

    assertThat(state(run(vertx))).isEqualTo(TaskState.REJECTED);
  }

  @Test
  void neverPublishesASecretWhateverTheTime(Vertx vertx) throws Exception {
    age = Duration.ofMinutes(9);
    version(LEAK, README);

    var outcome = run(vertx);

    assertThat(outcome).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome.toString()).doesNotContain(SECRET);
    assertThat(results(outcome)).anyMatch(RepositoryCheck.SECRETS::isOf);
  }

  @Test
  void shipsAnOlderVersionRatherThanASecret(Vertx vertx) throws Exception {
    age = Duration.ofMinutes(9);
    judged(1, RepositoryCheck.INDEX);
    version(LEAK, README);

    assertThat(run(vertx).facts()).last().isEqualTo(new Fact.VersionChosen(1));
  }

  @Test
  void failsATaskWhoseAttachmentHoldsASecret(Vertx vertx) throws Exception {
    store = new OneTaskStore(request(new Attachment("a.txt", "text/plain", Content.utf8(SECRET))));
    version(PAGE, README);

    var outcome = run(vertx);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Fail.class,
            fail -> assertThat(fail.error()).contains("a.txt").doesNotContain(SECRET));
  }

  @Test
  void claimsWorksAndAnnounces(Vertx vertx) throws Exception {
    version(PAGE, README);
    Addresses.register(vertx);
    var second = Duration.ofSeconds(1);
    var pipeline = new PipelineConfig(Duration.ofSeconds(30), second, Duration.ofHours(1), 10);
    var verticle =
        new CheckVerticle(pipeline, List.of(new Secret(SECRET)), store, repositories, clock());
    var announced = io.vertx.core.Promise.<String>promise();
    Addresses.TASK_CHECKED.consume(vertx, event -> announced.tryComplete(event.id().value()));

    await(vertx.deployVerticle(verticle));

    assertThat(await(store.movedTo.future())).isEqualTo(TaskState.CHECKED);
    assertThat(await(announced.future())).isEqualTo(store.task.id().value());
  }

  private Outcome run(Vertx vertx) throws Exception {
    var search = new SecretSearch(List.of(new Secret(SECRET)));
    var rule = new SecretsRule(search);
    OnWorker worker = vertx::executeBlocking;
    var judges = List.of(new RepositoryJudge(rule, worker), new RequestJudge(search, worker));
    var step = new CheckStep(store, repositories, worker, rule, judges);
    var lease = new Lease(System::nanoTime, Duration.ofSeconds(30), System.nanoTime());
    var deadline = new Deadline(clock(), store.task);
    return await(step.run(new Work(new Claim(store.task, 1), lease, deadline, store)));
  }

  private Clock clock() {
    return Clock.fixed(OneTaskStore.ACCEPTED.plus(age), ZoneOffset.UTC);
  }

  private void version(Change... changes) {
    var number = store.versions.size() + 1;
    store.versions.add(
        new Version(number, "m", "s", Optional.empty(), List.of(changes), List.of(), List.of()));
  }

  private void judged(int number, RepositoryCheck failed) {
    version(BROKEN);
    var result = failed.result(Verdict.FAIL, "bad", "");
    store.judged.add(new Judged(number, "m", false, List.of(), List.of(result)));
  }

  private static Change written(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  private static TaskRequest request(Attachment... attachments) {
    List<Check> checks =
        List.of(
            new Check.Statement("Repo has MIT license"),
            new Check.Script("true", Optional.empty()));
    return new TaskRequest(
        "a@example.com", "app", 1, "n", "brief", checks, "http://e.example/", List.of(attachments));
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

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
