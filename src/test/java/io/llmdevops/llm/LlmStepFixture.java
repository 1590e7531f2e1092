package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Model;
import io.llmdevops.model.ScriptedModel;
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
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A step on the real store, with models that say what they are told to. */
abstract class LlmStepFixture {

  static final String PAGE = "<file path=\"index.html\">\n<p>hi</p>\n</file>\n";
  static final String PAGE_DONE = PAGE + "<done/>\n";
  private static final PipelineConfig PIPELINE =
      new PipelineConfig(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1), 100);

  static Vertx vertx;

  static final SettableClock clock = new SettableClock();
  final ScriptedModel model = new ScriptedModel();
  Chain chain = chain(model);
  FileTree head = FileTree.EMPTY;

  /** Nobody has the commits any more that were built on. */
  boolean isGone;

  int maxCalls = 20;
  long maxTokens = 500_000;
  Optional<BigDecimal> maxCost = Optional.empty();
  List<Secret> secrets = List.of();
  Optional<Path> kept = Optional.empty();

  /** What the chain's clock says. */
  long nanos;

  @TempDir static Path dataDir;
  static SqlTaskStore store;
  private static int tasks;

  TaskId id;

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

  Chain chain(Model... models) {
    return new Chain(List.of(models), 8, () -> nanos);
  }

  static void assertNoRepair(Outcome outcome, String why) {
    var advance = (Outcome.Advance) outcome;
    assertThat(advance.to()).isEqualTo(TaskState.GENERATED);
    assertThat(advance.detail()).startsWith("no repair: ").contains(why);
    assertThat(advance.facts()).noneMatch(Fact.VersionWritten.class::isInstance);
  }

  /** The store, which does not {@code record} this time. */
  static TaskStore failingAtRecord(int time, Throwable cause) {
    var records = new AtomicInteger();
    return behind(
        record -> records.incrementAndGet() == time ? Future.failedFuture(cause) : record.get());
  }

  /** The store, where this happens as soon as something is recorded. */
  static TaskStore afterRecord(Runnable action) {
    return behind(record -> record.get().onComplete(done -> action.run()));
  }

  private static TaskStore behind(Function<Supplier<Future<Void>>, Future<Void>> record) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("record")
                    ? record.apply(() -> store.record((Claim) arguments[0], facts(arguments[1])))
                    : method.invoke(store, arguments));
  }

  private static List<Fact> facts(Object argument) {
    return ((List<?>) argument).stream().map(Fact.class::cast).toList();
  }

  /** Stores how the step ended, as the stage does, and claims the task for its next try. */
  Claim again(Claim claim, Outcome outcome) {
    var retry = (Outcome.Retry) outcome;
    await(store.retry(claim, retry.after(), retry.why(), retry.facts()));
    clock.advance(retry.after());
    return claim(claim.task().state());
  }

  /** Of a repository of its own, since all tests share one store. */
  Claim accepted(Attachment... attachments) {
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

  Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 100)).stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  Claim rejected() {
    return rejected(Optional.empty());
  }

  Claim rejected(Optional<CommitRef> base) {
    return rejected(
        base, List.of(new CheckResult("It works", Verdict.FAIL, "it does not", "line 7")));
  }

  Claim rejected(Optional<CommitRef> base, List<CheckResult> results) {
    var files = List.of(write("index.html", "old\n"), write("style.css", "p { color: red }\n"));
    return rejected(base, files, results);
  }

  Claim rejected(Optional<CommitRef> base, List<Change> changes, List<CheckResult> results) {
    var version = new Version(1, "scripted", "s", base, changes, List.of(), List.of());
    await(
        store.advance(
            accepted(),
            TaskState.GENERATED,
            "written",
            List.of(
                new Fact.VersionWritten(version),
                new Fact.CallBegun(java.util.UUID.randomUUID().toString(), call()))));
    var claim = claim(TaskState.GENERATED);
    var judged = new Fact.VersionChecked(1, results);
    await(store.advance(claim, TaskState.REJECTED, "failed", List.of(judged)));
    return claim(TaskState.REJECTED);
  }

  Outcome run(Claim claim) {
    return run(claim, held());
  }

  static Lease held() {
    return new Lease(System::nanoTime, Duration.ofSeconds(30), System.nanoTime());
  }

  Outcome run(Claim claim, Lease lease) {
    return run(claim, lease, store);
  }

  Outcome run(Claim claim, Lease lease, TaskStore storing) {
    var llm =
        new LlmConfig(
            List.of(),
            8,
            OptionalInt.empty(),
            Duration.ofSeconds(60),
            new LlmConfig.TaskLimits(maxCalls, maxTokens, maxCost),
            Optional.empty(),
            kept,
            new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
    var correspondence = Correspondence.of(vertx, llm, secrets);
    var step =
        new LlmStep(
            vertx,
            PIPELINE,
            llm,
            store,
            new Published(),
            chain,
            correspondence,
            new WritingChannel(vertx));
    var work = new Work(claim, lease, new Deadline(clock, claim.task()), storing);
    var outcome = Promise.<Outcome>promise();
    vertx.runOnContext(start -> step.run(work).onComplete(outcome));
    return await(outcome.future());
  }

  List<ModelCall> storedCalls() {
    return stored().calls();
  }

  TaskReport stored() {
    return await(store.report(id)).orElseThrow();
  }

  static Version version(Outcome outcome) {
    return ((Outcome.Advance) outcome)
        .facts().stream()
            .filter(Fact.VersionWritten.class::isInstance)
            .map(fact -> ((Fact.VersionWritten) fact).version())
            .findFirst()
            .orElseThrow();
  }

  static List<Fact> calls(Outcome outcome) {
    return outcome.facts().stream().filter(Fact.CallEnded.class::isInstance).toList();
  }

  static String error(Outcome outcome) {
    return ((Outcome.Fail) outcome).error();
  }

  static ModelCall call() {
    return new ModelCall("scripted", 100, 10, 0, Optional.empty(), 1, 2);
  }

  static Change write(String path, String text) {
    return new Change.Write(path, Content.utf8(text));
  }

  static String edit(String path, String search, String replace) {
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
      return isGone
          ? Future.failedFuture(new RefusedException("the commit is gone"))
          : Future.succeededFuture(head);
    }
  }

  static List<Fact> calls(String id) {
    return List.of(new Fact.CallBegun(id, call()), new Fact.CallEnded(id, call()));
  }
}
