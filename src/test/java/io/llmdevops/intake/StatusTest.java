package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport.GivenUp;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {

  private static final TaskId ID = new TaskId("019a0000-0000-4000-8000-000000000001");

  private final RealStore store = new RealStore();
  private final RunningIntake intake = new RunningIntake(store.door);

  @BeforeEach
  void openStore(@TempDir Path dataDir) throws SQLException {
    store.open(intake.vertx, dataDir);
  }

  @AfterEach
  void closeStore() throws SQLException {
    store.close();
  }

  @AfterAll
  void stop() {
    intake.close();
  }

  @Test
  void showsANewTaskWithNullForWhatIsNotKnown() {
    var id = store.accept(Requests.full());
    var accepted = event(SettableClock.START, "accepted", "accepted");

    assertThat(shown(id))
        .isEqualTo(
            summary(id, "accepted")
                .put("brief", Requests.full().getString("brief"))
                .put("attempts", 0)
                .putNull("error")
                .put("timeline", new JsonArray().add(accepted))
                .put(
                    "usage",
                    new JsonObject()
                        .put("calls", 0)
                        .put("input_tokens", 0)
                        .put("output_tokens", 0)
                        .put("cached_tokens", 0)
                        .putNull("cost_usd")
                        .put("models", new JsonArray())
                        .put("per_call", new JsonArray()))
                .putNull("writing")
                .put("versions", new JsonArray()));
  }

  private static JsonObject event(Instant at, String state, String detail) {
    return new JsonObject().put("at", at.toString()).put("state", state).put("detail", detail);
  }

  private static JsonObject summary(TaskId id, String state) {
    return new JsonObject()
        .put("id", id.value())
        .put("email", "student@example.com")
        .put("task", "sum-of-sales")
        .put("round", 1)
        .put("nonce", "n-1")
        .put("state", state)
        .put("created_at", "2026-01-02T03:04:05Z")
        .put("deadline", "2026-01-02T03:14:05Z")
        .putNull("repo_url")
        .putNull("commit_sha")
        .putNull("pages_url");
  }

  @Test
  void showsAllThereIsToSay() {
    var id = store.accept(Requests.full());
    var sha = "0123456789012345678901234567890123456789";
    store.clock().advance(Duration.ofMillis(250));
    store.advance(
        TaskState.GENERATED,
        new Fact.VersionWritten(version()),
        new Fact.CallBegun("call-1", ModelCall.begun("m", 9, 99, Optional.empty())),
        new Fact.CallEnded(
            "call-1", new ModelCall("m", 10, 5, 2, Optional.of(new BigDecimal("0.5")), 30, 40)),
        new Fact.CallBegun("call-2", ModelCall.begun("m", 9, 99, Optional.empty())),
        new Fact.CallEnded(
            "call-2", new ModelCall("m", 1, 2, 0, Optional.of(new BigDecimal("0.25")), 3, 4)));
    var judged = new CheckResult("c", Verdict.NOT_JUDGED, "no browser", "");
    store.advance(
        TaskState.CHECKED, new Fact.VersionChecked(1, List.of(judged)), new Fact.VersionChosen(1));
    store.advance(
        TaskState.PUBLISHED,
        new Fact.Pushed("http://x/git/repo.git", sha, Optional.of("http://x/repo/")),
        new Fact.Problem("the page is not live"));
    store.claim();
    var shown = shown(id);

    assertThat(shown.getString("repo_url")).isEqualTo("http://x/git/repo.git");
    assertThat(shown.getString("commit_sha")).isEqualTo(sha);
    assertThat(shown.getString("pages_url")).isEqualTo("http://x/repo/");
    assertThat(shown.getInteger("attempts")).isEqualTo(1);
    assertThat(shown.getString("error")).isEqualTo("the page is not live");
    var later = SettableClock.START.plusMillis(250);
    assertThat(shown.getJsonArray("timeline"))
        .containsExactly(
            event(SettableClock.START, "accepted", "accepted"),
            event(later, "generated", "moved on"),
            event(later, "checked", "moved on"),
            event(later, "published", "moved on"));
    assertThat(shown.getJsonObject("usage").encode())
        .isEqualTo(
            "{\"calls\":2,\"input_tokens\":11,\"output_tokens\":7,\"cached_tokens\":2,"
                + "\"cost_usd\":0.75,\"models\":[\"m\"],\"per_call\":["
                + "{\"model\":\"m\",\"input_tokens\":10,\"output_tokens\":5,\"cached_tokens\":2,"
                + "\"cost_usd\":0.5,\"first_token_ms\":30,\"duration_ms\":40},"
                + "{\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2,\"cached_tokens\":0,"
                + "\"cost_usd\":0.25,\"first_token_ms\":3,\"duration_ms\":4}]}");
    assertThat(shown.getJsonArray("versions").encode())
        .isEqualTo(
            "[{\"number\":1,\"model\":\"m\",\"published\":true,"
                + "\"dropped\":[{\"path\":\"CNAME\",\"reason\":\"not allowed\"}],"
                + "\"checks\":[{\"check\":\"c\",\"verdict\":\"not_judged\","
                + "\"reason\":\"no browser\",\"evidence\":\"\"}]}]");
  }

  private static Version version() {
    return new Version(
        1,
        "m",
        "what it does",
        Optional.empty(),
        List.of(),
        List.of(new Dropped("CNAME", "not allowed")),
        List.of());
  }

  @Test
  void showsACallUnderWayWithoutWhatIsNotKnownYet() {
    var id = store.accept(Requests.full());
    var ended = new ModelCall("a", 10, 5, 2, Optional.of(new BigDecimal("0.5")), 30, 40);
    var reserved = ModelCall.begun("b", 9, 99, Optional.of(new BigDecimal("7")));
    var claim = store.claim();
    store.record(claim, new Fact.CallBegun("call-1", reserved));
    store.record(
        claim, new Fact.CallEnded("call-1", ended), new Fact.CallBegun("call-2", reserved));

    assertThat(shown(id).getJsonObject("usage").encode())
        .isEqualTo(
            "{\"calls\":2,\"input_tokens\":10,\"output_tokens\":5,\"cached_tokens\":2,"
                + "\"cost_usd\":0.5,\"models\":[\"a\",\"b\"],\"per_call\":["
                + "{\"model\":\"a\",\"input_tokens\":10,\"output_tokens\":5,\"cached_tokens\":2,"
                + "\"cost_usd\":0.5,\"first_token_ms\":30,\"duration_ms\":40},"
                + "{\"model\":\"b\",\"input_tokens\":null,\"output_tokens\":null,"
                + "\"cached_tokens\":null,\"cost_usd\":null,\"first_token_ms\":null,"
                + "\"duration_ms\":null}]}");
  }

  @Test
  void showsWhyAModelWasGivenUpAndWhyATryHasToWait() {
    var id = store.accept(Requests.full());
    var first = store.claim();
    store.record(first, new Fact.ModelGivenUp(new GivenUp("a", true, "it refused")));
    store.retry(first, Duration.ofSeconds(2), "b: overloaded");
    store.clock().advance(Duration.ofSeconds(2));
    store.claim();
    var shown = shown(id);

    assertThat(shown.getInteger("attempts")).isEqualTo(2);
    assertThat(shown.getJsonArray("timeline"))
        .containsExactly(
            event(SettableClock.START, "accepted", "accepted"),
            event(SettableClock.START, "accepted", "gave up on a: it refused"),
            event(SettableClock.START, "accepted", "b: overloaded"));
    assertThat(shown.getValue("error")).isNull();
  }

  @Test
  void doesNotAddUpPricesWhereOneIsUnknown() {
    var known = new ModelCall("a", 1, 1, 0, Optional.of(BigDecimal.ONE), 1, 1);
    var unknown = new ModelCall("b", 1, 1, 0, Optional.empty(), 1, 1);

    assertThat(UsageJson.of(List.of(known, unknown)).getValue("cost_usd")).isNull();
    assertThat(UsageJson.of(List.of(known, known)).getValue("cost_usd"))
        .isEqualTo(new BigDecimal("2"));
  }

  @Test
  void showsWhatAModelIsWritingUntilItHasEnded() {
    var id = store.accept(Requests.full());
    store.walk(TaskState.GENERATED, TaskState.REJECTED);
    writing(new TaskWriting(id, List.of(new FileProgress("index.html", 12, false))));

    assertThat(shown(id).getJsonArray("writing").encode())
        .isEqualTo("[{\"path\":\"index.html\",\"bytes\":12,\"done\":false}]");
    store.walk(TaskState.GENERATED);
    assertThat(shown(id).getValue("writing")).isNull();
    store.walk(TaskState.REJECTED);
    writing(new TaskWriting(id, List.of()));
    assertThat(shown(id).getValue("writing")).isNull();
  }

  /** Returns when the message has been seen by whoever subscribed before. */
  private void writing(TaskWriting message) {
    Promise<TaskWriting> seen = Promise.promise();
    var consumer = Addresses.TASK_WRITING.consume(intake.vertx, seen::tryComplete);
    RunningIntake.await(consumer.completion());
    Addresses.TASK_WRITING.publish(intake.vertx, message);
    RunningIntake.await(seen.future());
    RunningIntake.await(consumer.unregister());
  }

  @Test
  void boundsWhatItRemembersOfModels() {
    var progress = new WritingProgress();
    var files = List.of(new FileProgress("a", 1, true));
    progress.onTaskWriting(new TaskWriting(ID, files));
    for (int i = 0; i < 999; i++) {
      progress.onTaskWriting(new TaskWriting(TaskId.random(), files));
    }
    assertThat(progress.of(ID)).isEqualTo(files);
    progress.onTaskWriting(new TaskWriting(TaskId.random(), files));

    assertThat(progress.of(ID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tasks/019a0000-0000-4000-8000-000000000002",
        "/tasks/7",
        "/tasks/%2e%2e",
        "/tasks/%F0%9F%98%80"
      })
  void knowsNoOtherTasks(String path) {
    store.accept(Requests.full());

    assertThat(intake.read(path).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTasks() {
    var id = store.accept(Requests.full());
    store.walk(TaskState.GENERATED, TaskState.CHECKED, TaskState.PUBLISHED, TaskState.LIVE);

    assertThat(new JsonObject(intake.read("/tasks").body()))
        .isEqualTo(
            new JsonObject()
                .put("tasks", new JsonArray().add(summary(id, "live")))
                .putNull("next"));
  }

  @Test
  void listsFiftyTasksUnlessAskedForAnotherNumber() {
    for (int round = 1; round <= 51; round++) {
      store.accept(Requests.full().put("round", round));
    }

    assertThat(listed("").getJsonArray("tasks")).hasSize(50);
    assertThat(listed("?limit=500").getJsonArray("tasks")).hasSize(51);
  }

  @Test
  void listsPageAfterPage() {
    for (int round = 1; round <= 5; round++) {
      store.accept(Requests.full().put("round", round));
    }
    var first = listed("?limit=2");
    var second = listed("?limit=2&after=" + escaped(first.getString("next")));
    var third = listed("?limit=2&x=y&after=" + second.getString("next"));

    assertThat(rounds(first)).containsExactly(5, 4);
    assertThat(rounds(second)).containsExactly(3, 2);
    assertThat(rounds(third)).containsExactly(1);
    assertThat(third.getValue("next")).isNull();
  }

  /** A cursor is digits. */
  private static String escaped(String cursor) {
    return cursor.replaceAll("[0-9]", "%3$0");
  }

  private static List<Integer> rounds(JsonObject page) {
    return page.getJsonArray("tasks").stream()
        .map(task -> ((JsonObject) task).getInteger("round"))
        .toList();
  }

  @Test
  void listsTasksInOneState() {
    var failed = store.accept(Requests.full());
    store.advance(TaskState.FAILED);
    store.accept(Requests.full().put("round", 2));

    assertThat(listed("?state=failed").getJsonArray("tasks"))
        .containsExactly(summary(failed, "failed"));
    assertThat(listed("?state=live").encode()).isEqualTo("{\"tasks\":[],\"next\":null}");
  }

  private JsonObject listed(String query) {
    return new JsonObject(intake.read("/tasks" + query).body());
  }

  @ParameterizedTest
  @CsvSource({
    "state=, /state",
    "state=LIVE, /state",
    "state=nope, /state",
    "state=live&state=live, /state",
    "limit=0, /limit",
    "limit=-1, /limit",
    "limit=501, /limit",
    "limit=01, /limit",
    "limit=1.0, /limit",
    "limit=, /limit",
    "limit=99999999999, /limit",
    "limit=%D9%A1, /limit",
    "after=a&after=b, /after",
  })
  void namesBadValuesOfTheQuery(String query, String pointer) {
    var answer = intake.read("/tasks?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(pointer(answer.body())).isEqualTo(pointer);
  }

  @Test
  void namesACursorThatTheStoreCannotRead() {
    var answer = intake.read("/tasks?after=rubbish");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(pointer(answer.body())).isEqualTo("/after");
    assertThat(answer.body()).as("the store's own words").doesNotContain("former");
  }

  private static String pointer(String problem) {
    return new JsonObject(problem).getJsonArray("errors").getJsonObject(0).getString("pointer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic cmVhZA==",
        "read-me-0815",
        "Bearer open-sesame-4711",
        "Bearer READ-ME-0815"
      })
  void showsNothingWithoutTheReadToken(String authorization) {
    var id = store.accept(Requests.full());
    for (var path : List.of("/tasks", "/tasks/" + id, "/tasks/7", "/tasks?limit=x")) {
      var request = HttpRequest.newBuilder(intake.uri(path));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      var answer = intake.send(request);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"tasks\"");
    }
    assertThat(store.asked().isComplete()).isFalse();
  }

  @Test
  void takesTheSchemeInAnyCase() {
    var token = Requests.READ_TOKEN.reveal();
    var request = HttpRequest.newBuilder(intake.uri("/tasks"));

    assertThat(intake.send(request.header("Authorization", "bearer  " + token)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void isAliveAndReady() {
    assertThat(intake.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(intake.get("/health/ready").body())
        .isEqualTo("{\"status\":\"ready\",\"database\":\"up\"}");
    store.openDoorAfter(Future.failedFuture(new IllegalStateException("SQL")));
    var notReady = intake.get("/health/ready");

    assertThat(intake.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(notReady.body()).doesNotContain("SQL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/openapi.json"})
  void answersHeadWhereGetIsFine(String path) {
    var head =
        intake.send(
            HttpRequest.newBuilder(intake.uri(path)).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(intake.get(path).headers().firstValue("Content-Length"));
  }

  private JsonObject shown(TaskId id) {
    var answer = intake.read("/tasks/" + id);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonObject(answer.body());
  }
}
