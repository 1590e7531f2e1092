package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.TaskAccepted;
import io.llmdevops.bus.TaskLive;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptTest {

  private final MemoryStore store = new MemoryStore();
  private final RunningIntake intake = new RunningIntake(store);

  /** Every message, seen as it is sent: that is before the answer. */
  private final List<Object> woken = new CopyOnWriteArrayList<>();

  @BeforeAll
  void listen() {
    intake
        .vertx
        .eventBus()
        .addOutboundInterceptor(
            (DeliveryContext<Object> delivery) -> {
              woken.add(delivery.message().body());
              delivery.next();
            });
  }

  @BeforeEach
  void forget() {
    store.reset();
    woken.clear();
  }

  @AfterAll
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/task", "/handle_task"})
  void acceptsARequestAndSaysWhereItStands(String path) {
    var answer = intake.post(path, Requests.bytes(Requests.full()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var stored = store.accepted.get(0);
    assertThat(new JsonObject(answer.body())).isEqualTo(answered("accepted", stored.id()));
    assertThat(stored.promise()).isEqualTo(Deadline.PROMISE);
    assertThat(stored.request()).isEqualTo(Requests.read(Requests.full()).request());
    assertThat(stored.fingerprint()).isEqualTo(Requests.read(Requests.full()).fingerprint());
  }

  private JsonObject answered(String status, TaskId id) {
    return new JsonObject()
        .put("status", status)
        .put("id", id.value())
        .put("task", "sum-of-sales")
        .put("round", 1)
        .put("status_url", "http://localhost:" + intake.port + "/tasks/" + id)
        .put("deadline", "2026-03-04T05:16:07Z");
  }

  @Test
  void wakesTheModelAfterACommit() {
    intake.post(Requests.full());

    assertThat(woken).containsExactly(new TaskAccepted(store.accepted.get(0).id()));
  }

  @Test
  void answersADuplicateWithTheSameIdAndWakesNobody() {
    var id = duplicate(TaskState.PUBLISHED);

    assertThat(new JsonObject(intake.post(Requests.full()).body()))
        .isEqualTo(answered("duplicate", id));
    assertThat(woken).isEmpty();
  }

  @Test
  void wakesTheNotificationOfADuplicateThatWasNotified() {
    var id = duplicate(TaskState.NOTIFIED);

    assertThat(new JsonObject(intake.post(Requests.full()).body()))
        .isEqualTo(answered("duplicate", id));
    assertThat(woken).containsExactly(new TaskLive(id));
  }

  private TaskId duplicate(TaskState state) {
    var id = TaskId.random();
    var request = Requests.read(Requests.full()).request();
    store.acceptance = Optional.of(new Acceptance.Duplicate(MemoryStore.task(id, request, state)));
    return id;
  }

  @Test
  void refusesAnotherRequestUnderTheSameNames() {
    store.acceptance = Optional.of(new Acceptance.Conflict(TaskId.random()));

    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(409);
  }

  @Test
  void refusesMoreThanTheBacklogHolds() {
    store.acceptance = Optional.of(new Acceptance.BacklogFull(RunningIntake.MAX_BACKLOG));
    var answer = intake.post(Requests.full());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
  }

  @Test
  void asksToComeAgainWhileTheStoreCannotBeWritten() {
    var full = new StoreUnavailableException(new SQLException("database or disk is full"));
    store.before = Future.failedFuture(full);
    var answer = intake.post(Requests.full());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body()).doesNotContain("disk", "database", "Exception");
  }

  @Test
  void hidesWhatWentWrongInside() {
    store.before = Future.failedFuture(new IllegalStateException("SQL says no"));
    var answer = intake.post(Requests.full());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("SQL", "Exception").contains("Internal Server Error");
  }

  @Test
  void takesALargeBody() {
    var attachment = new JsonObject().put("name", "x").put("url", "data:," + "x".repeat(2 << 20));
    var body = Requests.full();
    body.getJsonArray("attachments").add(attachment);

    assertThat(intake.post(body).statusCode()).isEqualTo(200);
    assertThat(store.accepted.get(0).request().attachments().get(2).content().size())
        .isEqualTo(2 << 20);
  }

  @Test
  void judgesInTheOrderOfTheContract() {
    var tooLarge = new byte[(16 << 20) + 1];
    var noJson = "{".getBytes();
    var wrongSecret = Requests.bytes(new JsonObject().put("secret", "x").put("round", "x"));
    var invalid = Requests.bytes(Requests.full().put("round", "x"));
    store.acceptance = Optional.of(new Acceptance.Conflict(TaskId.random()));

    assertThat(send("text/plain", tooLarge).statusCode()).isEqualTo(415);
    assertThat(send("application/json", tooLarge).statusCode()).isEqualTo(413);
    assertThat(send("application/json", noJson).statusCode()).isEqualTo(400);
    assertThat(send("application/json", wrongSecret).statusCode()).isEqualTo(401);
    assertThat(send("application/json", invalid).statusCode()).isEqualTo(400);
    assertThat(store.accepted).isEmpty();
    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/json",
        "application/jsonp",
        "application/problem+json",
        "application/x-www-form-urlencoded",
        "application/json x",
        "json",
        "*/*"
      })
  void refusesOtherMediaTypes(String type) {
    assertThat(send(type, Requests.bytes(Requests.full())).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json ;charset=\"UTF-8\"",
        "application/json;"
      })
  void takesJsonHoweverItIsSpelled(String type) {
    assertThat(send(type, Requests.bytes(Requests.full())).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesABodyWithoutMediaTypeOrWithAnEncoding() {
    var body = BodyPublishers.ofByteArray(Requests.bytes(Requests.full()));
    var untyped = HttpRequest.newBuilder(intake.uri("/task")).POST(body);
    var encoded =
        HttpRequest.newBuilder(intake.uri("/task"))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "identity")
            .POST(body);

    assertThat(intake.send(untyped).statusCode()).isEqualTo(415);
    assertThat(intake.send(encoded).statusCode()).isEqualTo(415);
  }

  @Test
  void saysWhichMethodsAPathTakes() {
    for (var request :
        List.of(
            List.of("GET", "/task", "POST"),
            List.of("PUT", "/handle_task", "POST"),
            List.of("HEAD", "/task", "POST"),
            List.of("POST", "/tasks", "GET, HEAD"),
            List.of("DELETE", "/tasks/7", "GET, HEAD"),
            List.of("OPTIONS", "/openapi.json", "GET, HEAD"))) {
      var answer = method(request.get(0), request.get(1));
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue(request.get(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nope", "/task/x", "/tasks/1/2", "/TASK", "/.git/config"})
  void knowsNoOtherPaths(String path) {
    assertThat(method("GET", path).statusCode()).isEqualTo(404);
    assertThat(intake.post(path, Requests.bytes(Requests.full())).statusCode()).isEqualTo(404);
  }

  @Test
  void protectsEveryAnswer() {
    for (var answer : List.of(intake.post(Requests.full()), method("GET", "/nope"))) {
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  private HttpResponse<String> send(String type, byte[] body) {
    return intake.send(
        HttpRequest.newBuilder(intake.uri("/task"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<String> method(String method, String path) {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path)).method(method, BodyPublishers.noBody()));
  }
}
