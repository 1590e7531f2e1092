package io.llmdevops.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.EngineProcess;
import io.llmdevops.TestEvaluator;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Call.Kind;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.Options.Refusal;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many tasks at once under GitHub's published limits, whose time runs so much faster that an hour
 * takes ten seconds; what of an hour's limits is spent beforehand makes windows close.
 */
@Timeout(180)
class GithubLoadIT {

  private static final double SCALE = 360;
  private static final double TWICE = 720;
  private static final int MANY = 200;
  private static final int SOME = 12;
  private static final int CHANGES_AN_HOUR = 500;
  private static final int CHANGES_LEFT = 2;
  private static final int REQUESTS_LEFT = 60;
  private static final String CLOSED = "GitHub's rate limit is used up";

  private final Vertx vertx = Vertx.vertx();
  private final TestEvaluator evaluator = new TestEvaluator(vertx);
  private final WebClient client =
      WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(16));
  @TempDir Path folder;
  private JsonObject settings;
  private StandInGithub github;

  @BeforeEach
  void configure() throws Exception {
    settings = EngineProcess.loopback().put("secret", "a-secret-of-this-test");
  }

  @AfterEach
  void close() {
    try {
      github.close();
    } finally {
      vertx.close().await();
    }
  }

  private EngineProcess engine() throws Exception {
    var engine = EngineProcess.start(folder, settings);
    engine.awaitLine("ready");
    return engine;
  }

  private void start(Refusal style, double scale) throws Exception {
    var repositories = Files.createDirectories(folder.resolve("github"));
    github = StandInGithub.start(vertx, repositories, Options.usual(scale).limits(style));
    settings.mergeIn(github.engineSettings());
  }

  /** Before the next such call is answered, and it waits for that. */
  private Future<Void> before(Predicate<Call> which, Runnable action) {
    var done = Promise.<Void>promise();
    var wanted = new AtomicReference<>(which);
    github
        .faults()
        .before(
            call ->
                wanted.get().test(call) && wanted.getAndSet(none -> false) == which
                    ? vertx.executeBlocking(() -> run(action)).onComplete(done)
                    : Future.succeededFuture());
    return done.future();
  }

  private static Void run(Runnable action) {
    action.run();
    return null;
  }

  private void post(int tasks) throws Exception {
    var url = "http://127.0.0.1:" + settings.getInteger("port") + "/task";
    var answers =
        IntStream.range(0, tasks)
            .mapToObj(task -> client.postAbs(url).sendJsonObject(request(task)))
            .toList();
    for (var answer : answers) {
      assertThat(answer.await(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  private JsonObject request(int task) {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", settings.getString("secret"))
        .put("task", "load-" + task)
        .put("round", 1)
        .put("nonce", "nonce-" + task)
        .put("brief", "Say hello.")
        .put("checks", new JsonArray())
        .put("evaluation_url", evaluator.url());
  }

  private void awaitCallbacks(int tasks) throws InterruptedException {
    var nonces = new HashSet<String>();
    while (nonces.size() < tasks) {
      nonces.add(evaluator.next().getString("nonce"));
    }
  }

  private List<Call> refused() {
    return github.journal().calls(call -> call.status() == 403 || call.status() == 429);
  }

  /** Each task made two changing calls and one push, besides those that were refused. */
  private void assertPublishedOnce(int tasks) {
    var journal = github.journal();
    assertThat(journal.violations()).isEmpty();
    assertThat(journal.calls(call -> call.kind() == Kind.REST_CHANGE && call.status() == 201))
        .hasSize(2 * tasks);
    assertThat(journal.count(Kind.REST_CHANGE))
        .isEqualTo(
            2 * tasks + refused().stream().filter(c -> c.kind() == Kind.REST_CHANGE).count());
    assertThat(journal.count(Kind.GIT_PUSH)).isEqualTo(tasks);
    assertThat(github.repositories()).hasSize(tasks).allMatch(each -> each.site().isPresent());
  }

  @Test
  void manyTasksAtOnceKeepToEveryLimitAndFinishThoughTheEngineIsKilledWhileNothingMayBeAsked()
      throws Exception {
    start(Refusal.RETRY_AFTER, SCALE);
    before(
        call -> call.kind() == Kind.REST_CHANGE,
        () -> github.spendChanges(github.token(), CHANGES_AN_HOUR - CHANGES_LEFT));
    try (var engine = engine()) {
      post(MANY);
      engine.awaitLine(CLOSED);
    }
    var asked = github.journal().calls().size();
    assertThat(refused()).hasSize(1);
    before(call -> call.kind().isRest(), () -> github.leave(github.token(), REQUESTS_LEFT));
    try (var engine = engine()) {
      engine.awaitLine(CLOSED);
      awaitCallbacks(MANY);
      assertThat(engine.lines()).noneMatch(line -> line.contains("ERROR"));
    }
    var calls = github.journal().calls();
    assertThat(calls.size()).isGreaterThan(asked);
    // The second window was closed by an answer that left nothing.
    assertThat(refused()).hasSize(1);
    assertPublishedOnce(MANY);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "BARE"})
  void aWindowIsObeyedInWhicheverWayGitHubClosesIt(Refusal style) throws Exception {
    start(style, TWICE);
    before(
        call -> call.kind() == Kind.REST_CHANGE,
        () -> github.spendChanges(github.token(), CHANGES_AN_HOUR - CHANGES_LEFT));
    var engine = engine();
    try (engine) {
      post(SOME);
      awaitCallbacks(SOME);
    }
    assertThat(refused()).isNotEmpty();
    assertPublishedOnce(SOME);
  }
}
