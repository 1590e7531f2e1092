package io.llmdevops.check.statement;

import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.SettableClock;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Chain;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import io.llmdevops.model.ModelServer;
import io.llmdevops.model.configured.Models;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskState;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A judge on the real store that asks a stand-in server of models. */
abstract class JudgeFixture {

  static final String KEY = "sk-proj-0123456789abcdef";
  static final Picture PICTURE =
      new Picture(
          "image/png",
          Content.of("\u0089PNG\r\n\u001a\nthe rest".getBytes(StandardCharsets.ISO_8859_1)));

  @TempDir static Path dataDir;
  static Vertx vertx;
  static SqlTaskStore store;
  private static int tasks;

  final SettableClock clock = new SettableClock();
  final Subjects subject =
      Subjects.page("<h1>Hi</h1>").file("README.md", Subjects.README).file("app.js", "run()");
  ModelServer server;
  List<ModelConfig> models = List.of();
  LlmConfig.TaskLimits limits = new LlmConfig.TaskLimits(20, 500_000, Optional.empty());
  int concurrency = 8;
  Lease lease = new Lease(System::nanoTime, Duration.ofMinutes(1), System.nanoTime());
  Chain chain;
  Claim claim;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    store = StoreFixture.open(vertx, dataDir, new SettableClock());
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    await(vertx.close());
  }

  @BeforeEach
  void aTaskToBeChecked() throws Exception {
    server = ModelServer.start(vertx);
    models = List.of(server.config(Dialect.OPENAI));
    var task = StoreFixture.newTask(StoreFixture.request("task-" + tasks++, 1));
    await(store.accept(task, StoreFixture.NO_LIMIT));
    await(store.advance(claim(TaskState.ACCEPTED), TaskState.GENERATED, "written", List.of()));
    claim = claim(TaskState.GENERATED);
  }

  private static Claim claim(TaskState state) {
    var claims = await(store.claim(Set.of(state), 100));
    return claims.get(claims.size() - 1);
  }

  LlmConfig config() {
    return new LlmConfig(
        models,
        concurrency,
        OptionalInt.empty(),
        Duration.ofSeconds(20),
        limits,
        Optional.empty(),
        Optional.empty(),
        new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
  }

  Verdicts judge(List<String> statements, PageView... views) {
    chain = chain == null ? Models.of(vertx, config(), Clock.systemUTC(), System::nanoTime) : chain;
    var judge = ModelJudge.of(vertx, config(), List.of(new Secret(KEY)), store, chain);
    var work = new Work(claim, lease, new Deadline(clock, claim.task()), store);
    var verdicts = Promise.<Verdicts>promise();
    vertx.runOnContext(
        start ->
            judge.judge(work, subject.subject(), statements, List.of(views)).onComplete(verdicts));
    return await(verdicts.future());
  }

  static PageView view(String address, String text, String dom) {
    return new PageView(address, "A title", text, dom, Optional.of(PICTURE));
  }

  /** Stores what the judge wants stored, as the stage does. */
  List<ModelCall> stored(Verdicts verdicts) {
    await(store.record(claim, verdicts.facts()));
    return await(store.report(claim.id())).orElseThrow().calls();
  }

  static List<Fact> ended(Verdicts verdicts) {
    return verdicts.facts().stream().filter(Fact.CallEnded.class::isInstance).toList();
  }

  /** The data of the request of that number. */
  List<DataBlock> data(int number) {
    return texts(server.requests().get(number).body())
        .flatMap(text -> DataFence.read(text).stream())
        .toList();
  }

  /** The texts of a request of either dialect. */
  static Stream<String> texts(Object json) {
    if (json instanceof JsonObject object) {
      return object.stream().flatMap(each -> texts(each.getValue()));
    }
    if (json instanceof JsonArray array) {
      return array.stream().flatMap(JudgeFixture::texts);
    }
    return json instanceof String text ? Stream.of(text) : Stream.empty();
  }

  static String verdict(int number, String value, String reason) {
    return "<verdict n=\"" + number + "\" value=\"" + value + "\">" + reason + "</verdict>\n";
  }
}
