package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Claim;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmStepTest {

  private static final String PAGE = "<file path=\"index.html\">\n<p>hi</p>\n</file>\n";
  private static final PipelineConfig PIPELINE =
      new PipelineConfig(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1), 100);

  private static Vertx vertx;

  private static final SettableClock clock = new SettableClock();
  private final ScriptedModel model = new ScriptedModel();
  private FileTree head = FileTree.EMPTY;
  private int maxCalls = 20;
  private long maxTokens = 500_000;

  @TempDir static Path dataDir;
  private static SqlTaskStore store;
  private static int tasks;

  private TaskId id;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    await(vertx.close());
  }

  @Test
  void storesAVersionWithWhatItTook() {
    model.says("<summary>Say\thi</summary>\n" + PAGE + "<done/>");

    var outcome = run(accepted());

    var version = version(outcome);
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.model()).isEqualTo("scripted");
    assertThat(version.summary()).isEqualTo("Say hi");
    assertThat(version.base()).isEmpty();
    assertThat(version.changes()).containsExactly(write("index.html", "<p>hi</p>\n"));
    assertThat(calls(outcome)).hasSize(1);
    assertThat(((Outcome.Advance) outcome).to()).isEqualTo(TaskState.GENERATED);
    assertThat(model.prompts().get(0).stable()).isEqualTo(Prompts.packaged().system());
  }

  @Test
  void recordsWhichAttachmentsAreLeftOut() {
    model.says(PAGE + "<done/>");

    var outcome =
        run(accepted(new Attachment("CNAME", "text/plain", Content.utf8("evil.example"))));

    assertThat(version(outcome).dropped())
        .containsExactly(new Version.Dropped("CNAME", "it would move the site to another domain"));
  }

  @Test
  void buildsOnWhatIsPublished() {
    head = Requests.files(Map.of("index.html", "one\ntwo\n"));
    model.says(edit("index.html", "one", "1") + "<done/>\n");

    var version = version(run(accepted()));

    assertThat(version.base()).contains(Requests.HEAD);
    assertThat(version.changes())
        .containsExactly(new Change.Edit("index.html", Content.utf8("1\ntwo\n")));
    assertThat(model.lastQuestion()).contains("one\ntwo\n");
  }

  @Test
  void continuesACutOffAnswerWithoutASeam() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED);
    model.says("i</", Stop.TRUNCATED);
    model.says("p>\n</file>", Stop.TRUNCATED);
    model.says("<done/>");

    var outcome = run(accepted());

    assertThat(version(outcome).changes()).containsExactly(write("index.html", "<p>hi</p>\n"));
    assertThat(model.prompts().get(2).turns())
        .extracting(Turn::speaker)
        .containsExactly(Speaker.USER, Speaker.MODEL, Speaker.USER);
    assertThat(model.prompts().get(2).turns().get(1).text())
        .isEqualTo("<file path=\"index.html\">\n<p>hi</");
    assertThat(calls(outcome)).hasSize(1);
    assertThat(storedCalls()).hasSize(3);
  }

  @Test
  void neverPublishesWhatFindsNoEnd() {
    for (var i = 0; i < 4; i++) {
      model.says(PAGE, Stop.TRUNCATED);
    }

    assertThat(error(run(accepted()))).contains("cut off");
    assertThat(model.prompts()).hasSize(4);
  }

  @Test
  void failsWhenTheModelRefuses() {
    model.says("I will not.", Stop.REFUSED);

    assertThat(error(run(accepted()))).contains("refused");
  }

  @Test
  void asksOnceMoreWhenTheFormatIsWrong() {
    model.says("Sure! Here is your page.");
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(accepted())).changes()).hasSize(1);
    assertThat(model.lastQuestion()).contains("not in the format", "<done/>");
  }

  @Test
  void asksOnceMoreWhenThereAreNoFiles() {
    model.says("<done/>\n");
    model.says("<done/>\n");

    assertThat(error(run(accepted()))).contains("held no files");
    assertThat(model.prompts()).hasSize(2);
  }

  @Test
  void saysWhyNothingCouldBeTaken() {
    model.says("<file path=\"../x\">\n</file>\n<done/>\n");
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(accepted())).changes()).hasSize(1);
    assertThat(model.lastQuestion()).contains("../x: the path leads out of the repository");
  }

  @Test
  void asksForTheWholeFileWhereAnEditFails() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.says("<file path=\"index.html\">\nwhole\n</file>\n<done/>\n");

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).isEmpty();
    assertThat(version.changes())
        .containsExactlyInAnyOrder(
            write("index.html", "whole\n"), new Change.Edit("app.js", Content.utf8("b\n")));
    assertThat(model.lastQuestion()).contains("\"path\":\"index.html\"", "one\n");
  }

  @Test
  void keepsTheOtherEditsWhereTheWholeFileDoesNotCome() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.says("I cannot.", Stop.REFUSED);

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).containsExactly("index.html");
    assertThat(version.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void stopsAtTheLimitOfCalls() {
    maxCalls = 2;
    model.says(PAGE, Stop.TRUNCATED).says(PAGE, Stop.TRUNCATED);

    assertThat(error(run(accepted()))).contains("2", "LLM_MAX_CALLS_PER_TASK");
    assertThat(model.prompts()).hasSize(2);
  }

  @Test
  void countsTheCallsOfEarlierTries() {
    maxCalls = 1;
    var claim = accepted();
    await(store.record(claim, calls("before")));

    assertThat(error(run(claim))).contains("LLM_MAX_CALLS_PER_TASK");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void stopsAtTheLimitOfTokens() {
    maxTokens = 100;

    assertThat(error(run(accepted()))).contains("100", "LLM_MAX_TOKENS_PER_TASK");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void triesAgainLaterWhenTheModelIsNotToBeHad() {
    model.fails(true, Duration.ofSeconds(17));

    var retry = (Outcome.Retry) run(accepted());

    assertThat(retry.after()).isEqualTo(Duration.ofSeconds(17));
    assertThat(retry.why()).isEqualTo("the model is not to be had");
  }

  @Test
  void failsWhenTryingAgainIsOfNoUse() {
    model.fails(false, Duration.ZERO);

    assertThat(error(run(accepted()))).isEqualTo("the model is not to be had");
  }

  @Test
  void forgetsNoCallThatCouldNotBeStoredAtOnce() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED);
    var full = new StoreUnavailableException(new SQLException("database or disk is full"));
    var storing =
        (TaskStore)
            Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (proxy, method, arguments) ->
                    method.getName().equals("record")
                        ? Future.failedFuture(full)
                        : method.invoke(store, arguments));

    var outcome = run(accepted(), held(), storing);

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(calls(outcome)).hasSize(1);
  }

  @Test
  void callsNoModelWithoutTheLease() {
    var claim = accepted();
    var lost = new Lease(System::nanoTime, Duration.ofSeconds(30), System.nanoTime());
    lost.end();

    assertThatThrownBy(() -> run(claim, lost)).isInstanceOf(LeaseLostException.class);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void repairsTheVersionThatFailed() {
    model.says(edit("index.html", "old", "new") + "<done/>\n");

    var version = version(run(rejected()));

    assertThat(version.number()).isEqualTo(2);
    assertThat(version.changes())
        .containsExactlyInAnyOrder(
            write("index.html", "new\n"), write("style.css", "p { color: red }\n"));
    assertThat(model.lastQuestion()).contains("It works", "it does not", "line 7");
  }

  @Test
  void shipsWhatThereIsWhereNoRepairIsToBeHad() {
    model.says("No.", Stop.REFUSED);

    assertNoRepair(run(rejected()), "refused");
  }

  @Test
  void shipsWhatThereIsWhenTheLimitIsReached() {
    maxCalls = 0;

    assertNoRepair(run(rejected()), "LLM_MAX_CALLS_PER_TASK");
  }

  @Test
  void shipsWhatThereIsWhenTheRepairWouldComeTooLate() {
    model.fails(true, Duration.ofMinutes(6));

    assertNoRepair(run(rejected()), "not to be had");
  }

  @Test
  void callsNoModelForARepairWhenTheTimeIsOver() {
    var claim = rejected();
    clock.advance(Deadline.WRITING);

    assertNoRepair(run(claim), "time");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void writesTheFirstVersionHoweverLateItIs() {
    var claim = accepted();
    clock.advance(Duration.ofMinutes(30));
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(claim)).number()).isEqualTo(1);
    assertThat(model.prompts().get(0).limits().time()).isEqualTo(Duration.ofMinutes(30));
  }

  private static void assertNoRepair(Outcome outcome, String why) {
    var advance = (Outcome.Advance) outcome;
    assertThat(advance.to()).isEqualTo(TaskState.GENERATED);
    assertThat(advance.detail()).startsWith("no repair: ").contains(why);
    assertThat(advance.facts()).noneMatch(Fact.VersionWritten.class::isInstance);
  }

  /** Of a repository of its own, since all tests share one store. */
  private Claim accepted(Attachment... attachments) {
    var request = Requests.of(1, "Say hi.");
    var own =
        new TaskRequest(
            request.email(),
            "task-" + tasks++,
            request.round(),
            request.nonce(),
            request.brief(),
            request.checks(),
            request.evaluationUrl(),
            List.of(attachments));
    var task = StoreFixture.newTask(own);
    id = task.id();
    await(store.accept(task, StoreFixture.NO_LIMIT));
    return claim(TaskState.ACCEPTED);
  }

  private Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 100)).stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Claim rejected() {
    var version =
        new Version(
            1,
            "scripted",
            "s",
            Optional.empty(),
            List.of(write("index.html", "old\n"), write("style.css", "p { color: red }\n")),
            List.of(),
            List.of());
    await(
        store.advance(
            accepted(),
            TaskState.GENERATED,
            "written",
            List.of(
                new Fact.VersionWritten(version),
                new Fact.CallBegun(java.util.UUID.randomUUID().toString(), call()))));
    var claim = claim(TaskState.GENERATED);
    var failure = new CheckResult("It works", Verdict.FAIL, "it does not", "line 7");
    var judged = new Fact.VersionChecked(1, List.of(failure));
    await(store.advance(claim, TaskState.REJECTED, "failed", List.of(judged)));
    return claim(TaskState.REJECTED);
  }

  private Outcome run(Claim claim) {
    return run(claim, held());
  }

  private static Lease held() {
    return new Lease(System::nanoTime, Duration.ofSeconds(30), System.nanoTime());
  }

  private Outcome run(Claim claim, Lease lease) {
    return run(claim, lease, store);
  }

  private Outcome run(Claim claim, Lease lease, TaskStore storing) {
    var llm =
        new LlmConfig(
            List.of(),
            8,
            Duration.ofSeconds(60),
            new LlmConfig.TaskLimits(maxCalls, maxTokens, Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
    var step =
        new LlmStep(
            vertx,
            PIPELINE,
            llm,
            store,
            new Published(),
            new Chain(List.of(model), System::nanoTime),
            Prompts.packaged());
    var work = new Work(claim, lease, new Deadline(clock, claim.task()), storing);
    var outcome = Promise.<Outcome>promise();
    vertx.runOnContext(start -> step.run(work).onComplete(outcome));
    return await(outcome.future());
  }

  private List<ModelCall> storedCalls() {
    return await(store.report(id)).orElseThrow().calls();
  }

  private static Version version(Outcome outcome) {
    return ((Outcome.Advance) outcome)
        .facts().stream()
            .filter(Fact.VersionWritten.class::isInstance)
            .map(fact -> ((Fact.VersionWritten) fact).version())
            .findFirst()
            .orElseThrow();
  }

  private static List<Fact> calls(Outcome outcome) {
    return outcome.facts().stream().filter(Fact.CallEnded.class::isInstance).toList();
  }

  private static String error(Outcome outcome) {
    return ((Outcome.Fail) outcome).error();
  }

  private static ModelCall call() {
    return new ModelCall("scripted", 100, 10, 0, Optional.empty(), 1, 2);
  }

  private static Change write(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  private static String edit(String path, String search, String replace) {
    return "<edit path=\""
        + path
        + "\">\n<<<<<<< SEARCH\n"
        + search
        + "\n=======\n"
        + replace
        + "\n>>>>>>> REPLACE\n</edit>\n";
  }

  private final class Published implements Repositories {
    @Override
    public Future<Optional<CommitRef>> head(RepositoryKey key) {
      return Future.succeededFuture(
          head.files().isEmpty() ? Optional.empty() : Optional.of(Requests.HEAD));
    }

    @Override
    public Future<FileTree> files(CommitRef commit) {
      return Future.succeededFuture(head);
    }
  }

  private static List<Fact> calls(String id) {
    return List.of(new Fact.CallBegun(id, call()), new Fact.CallEnded(id, call()));
  }
}
