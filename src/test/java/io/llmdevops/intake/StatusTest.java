package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskWriting;
import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskReport.Event;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version.Dropped;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {

  private static final TaskId ID = new TaskId("019a0000-0000-4000-8000-000000000001");

  private final MemoryStore store = new MemoryStore();
  private final RunningIntake intake = new RunningIntake(store);

  @BeforeEach
  void forget() {
    store.reset();
  }

  @AfterAll
  void stop() {
    intake.close();
  }

  private static Task task(TaskState state) {
    return MemoryStore.task(ID, Requests.read(Requests.full()).request(), state);
  }

  private static TaskReport fresh(TaskState state) {
    return new TaskReport(task(state), "the brief", List.of(), List.of(), List.of());
  }

  @Test
  void showsANewTaskWithNullForWhatIsNotKnown() {
    store.report = Optional.of(fresh(TaskState.ACCEPTED));

    assertThat(shown())
        .isEqualTo(
            summary("accepted")
                .put("brief", "the brief")
                .put("attempts", 0)
                .putNull("error")
                .put("timeline", new JsonArray())
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

  private static JsonObject summary(String state) {
    return new JsonObject()
        .put("id", ID.value())
        .put("email", "student@example.com")
        .put("task", "sum-of-sales")
        .put("round", 1)
        .put("nonce", "n-1")
        .put("state", state)
        .put("created_at", "2026-03-04T05:06:07Z")
        .put("deadline", "2026-03-04T05:16:07Z")
        .putNull("repo_url")
        .putNull("commit_sha")
        .putNull("pages_url");
  }

  @Test
  void showsAllThereIsToSay() {
    var sha = "0123456789012345678901234567890123456789";
    var t = task(TaskState.NOTIFIED);
    var done =
        new Task(
            ID,
            t.email(),
            t.task(),
            t.round(),
            t.nonce(),
            t.evaluationUrl(),
            t.state(),
            3,
            t.createdAt(),
            t.deadline(),
            OptionalInt.of(1),
            Optional.of("repo"),
            Optional.empty(),
            Optional.of("http://x/git/repo.git"),
            Optional.of(sha),
            Optional.of("http://x/repo/"),
            Optional.of("the page is not live"));
    store.report =
        Optional.of(
            new TaskReport(
                done,
                "b",
                List.of(new Event(Instant.parse("2026-03-04T05:06:08.25Z"), t.state(), "done")),
                List.of(
                    new ModelCall("m", 10, 5, 2, Optional.of(new BigDecimal("0.5")), 30, 40),
                    new ModelCall("m", 1, 2, 0, Optional.of(new BigDecimal("0.25")), 3, 4)),
                List.of(
                    new Judged(
                        1,
                        "m",
                        true,
                        List.of(new Dropped("CNAME", "not allowed")),
                        List.of(new CheckResult("c", Verdict.NOT_JUDGED, "no browser", ""))))));
    var shown = shown();

    assertThat(shown.getString("repo_url")).isEqualTo("http://x/git/repo.git");
    assertThat(shown.getString("commit_sha")).isEqualTo(sha);
    assertThat(shown.getString("pages_url")).isEqualTo("http://x/repo/");
    assertThat(shown.getInteger("attempts")).isEqualTo(3);
    assertThat(shown.getString("error")).isEqualTo("the page is not live");
    assertThat(shown.getJsonArray("timeline").encode())
        .isEqualTo(
            "[{\"at\":\"2026-03-04T05:06:08.250Z\",\"state\":\"notified\",\"detail\":\"done\"}]");
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
    store.report = Optional.of(fresh(TaskState.REJECTED));
    writing(new TaskWriting(ID, List.of(new FileProgress("index.html", 12, false))));

    assertThat(shown().getJsonArray("writing").encode())
        .isEqualTo("[{\"path\":\"index.html\",\"bytes\":12,\"done\":false}]");
    store.report = Optional.of(fresh(TaskState.GENERATED));
    assertThat(shown().getValue("writing")).isNull();
    store.report = Optional.of(fresh(TaskState.REJECTED));
    writing(new TaskWriting(ID, List.of()));
    assertThat(shown().getValue("writing")).isNull();
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
    store.report = Optional.of(fresh(TaskState.ACCEPTED));

    assertThat(intake.read(path).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTasks() {
    var cursor = Optional.of("cursor");
    store.page = Future.succeededFuture(new TaskPage(List.of(task(TaskState.LIVE)), cursor));
    var page = intake.read("/tasks");

    assertThat(new JsonObject(page.body()))
        .isEqualTo(
            new JsonObject()
                .put("tasks", new JsonArray().add(summary("live")))
                .put("next", "cursor"));
    assertThat(store.query).isEqualTo(new TaskPage.Query(Optional.empty(), 50, Optional.empty()));
  }

  @Test
  void handsTheQueryOn() {
    assertThat(intake.read("/tasks?state=failed&limit=500&after=a%20b&x=y").body())
        .isEqualTo("{\"tasks\":[],\"next\":null}");
    assertThat(store.query)
        .isEqualTo(new TaskPage.Query(Optional.of(TaskState.FAILED), 500, Optional.of("a b")));
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
    store.page = Future.failedFuture(new IllegalArgumentException("SQL"));
    var answer = intake.read("/tasks?after=rubbish");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(pointer(answer.body())).isEqualTo("/after");
    assertThat(answer.body()).doesNotContain("SQL");
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
    store.report = Optional.of(fresh(TaskState.ACCEPTED));
    for (var path : List.of("/tasks", "/tasks/" + ID, "/tasks/7", "/tasks?limit=x")) {
      var request = HttpRequest.newBuilder(intake.uri(path));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      var answer = intake.send(request);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"tasks\"");
    }
    assertThat(store.query).isNull();
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
    assertThat(intake.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    store.ping = Future.failedFuture(new IllegalStateException("SQL"));
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

  private JsonObject shown() {
    var answer = intake.read("/tasks/" + ID);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonObject(answer.body());
  }
}
