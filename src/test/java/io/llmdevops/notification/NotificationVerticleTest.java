package io.llmdevops.notification;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.NotifyConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Fact;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class NotificationVerticleTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir private Path data;

  private final List<JsonObject> received = new CopyOnWriteArrayList<>();
  private volatile int failures;

  private Vertx vertx;
  private SqlTaskStore store;
  private NewTask task;

  @BeforeEach
  void setUp(Vertx vertx) throws SQLException {
    this.vertx = vertx;
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, data, CLOCK);
    task = StoreFixture.newTask(requestTo(evaluator()));
  }

  @AfterEach
  void tearDown() throws SQLException {
    vertx.deploymentIDs().forEach(id -> await(vertx.undeploy(id)));
    store.close();
  }

  @Test
  void deliversWithTheSecondTryAndOnceMoreForADuplicate() {
    failures = 1;
    makeLive();
    deploy(OFTEN, true);

    var report = await(until(found -> found.task().state() == TaskState.NOTIFIED));
    assertThat(details(report))
        .containsSubsequence("callback answered with HTTP 500", "delivered, HTTP 200");
    assertThat(report.task().error()).isEmpty();

    assertThat(await(store.accept(task, StoreFixture.NO_LIMIT)))
        .isInstanceOf(Acceptance.Duplicate.class);

    report = await(until(found -> count(found, "delivered, HTTP 200") == 2));
    assertThat(report.task().state()).isEqualTo(TaskState.NOTIFIED);
    assertThat(received).hasSize(3).containsOnly(received.get(0));
    assertThat(received.get(0).getString("nonce")).isEqualTo("nonce-1");
  }

  @Test
  void goesOnAfterARestart() {
    failures = 1;
    makeLive();
    var first = deploy(OFTEN, true);
    await(until(found -> count(found, "callback answered with HTTP 500") == 1));
    await(vertx.undeploy(first));

    deploy(OFTEN, true);

    await(until(found -> found.task().state() == TaskState.NOTIFIED));
    assertThat(received).hasSize(2);
  }

  @Test
  void isWokenByAMessage() {
    deploy(NEVER, true);

    makeLive();
    Addresses.announce(vertx, TaskState.LIVE, task.id());

    await(until(found -> found.task().state() == TaskState.NOTIFIED));
    assertThat(received).hasSize(1);
  }

  @Test
  void endsARefusedCallbackAsFailedAndKeepsWhatWasPublished() {
    makeLive();
    deploy(OFTEN, false);

    var ended = await(until(found -> found.task().state() == TaskState.FAILED)).task();

    assertThat(ended.error().orElseThrow()).contains("127.0.0.0/8", "NOTIFY_ALLOW_PRIVATE");
    assertThat(ended.repoUrl()).contains("https://git.example/r.git");
    assertThat(received).isEmpty();
  }

  private String deploy(Duration tick, boolean allowPrivate) {
    var pipeline =
        new PipelineConfig(StoreFixture.LEASE, tick, Duration.ofHours(1), Integer.MAX_VALUE);
    var verticle = new NotificationVerticle(pipeline, new NotifyConfig(allowPrivate), store, CLOCK);
    return await(vertx.deployVerticle(verticle));
  }

  private void makeLive() {
    await(store.accept(task, StoreFixture.NO_LIMIT));
    move(TaskState.ACCEPTED, TaskState.GENERATED);
    move(TaskState.GENERATED, TaskState.CHECKED);
    var pushed =
        new Fact.Pushed(
            "https://git.example/r.git", "0".repeat(40), Optional.of("https://p.example/"));
    move(TaskState.CHECKED, TaskState.PUBLISHED, pushed);
    move(TaskState.PUBLISHED, TaskState.LIVE);
  }

  private void move(TaskState from, TaskState to, Fact... facts) {
    var claim = await(store.claim(Set.of(from), 1)).get(0);
    await(store.advance(claim, to, "for the test", List.of(facts)));
  }

  /** Looks until the task is as wanted; whoever awaits this sets the time limit. */
  private Future<TaskReport> until(Predicate<TaskReport> wanted) {
    var promise = Promise.<TaskReport>promise();
    look(task.id(), wanted, promise);
    return promise.future();
  }

  private void look(TaskId id, Predicate<TaskReport> wanted, Promise<TaskReport> promise) {
    store
        .report(id)
        .map(found -> found.orElseThrow())
        .onFailure(promise::tryFail)
        .onSuccess(
            found -> {
              if (wanted.test(found)) {
                promise.tryComplete(found);
              } else {
                vertx.setTimer(OFTEN.toMillis(), later -> look(id, wanted, promise));
              }
            });
  }

  private static List<String> details(TaskReport report) {
    return report.timeline().stream().map(TaskReport.Event::detail).toList();
  }

  private static long count(TaskReport report, String detail) {
    return details(report).stream().filter(detail::equals).count();
  }

  private static TaskRequest requestTo(String url) {
    var usual = StoreFixture.request("hello", 1);
    return new TaskRequest(
        usual.email(),
        usual.task(),
        usual.round(),
        usual.nonce(),
        usual.brief(),
        usual.checks(),
        url,
        usual.attachments());
  }

  /** Answers 500 to the first {@link #failures} calls, then 200. */
  private String evaluator() {
    var server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  received.add(body.toJsonObject());
                                  var status = received.size() > failures ? 200 : 500;
                                  request.response().setStatusCode(status).end();
                                }))
                .listen(0, "127.0.0.1"));
    return "http://127.0.0.1:" + server.actualPort() + "/notify";
  }
}
