package io.llmdevops.intake;

import static io.llmdevops.task.TaskState.CHECKED;
import static io.llmdevops.task.TaskState.GENERATED;
import static io.llmdevops.task.TaskState.LIVE;
import static io.llmdevops.task.TaskState.NOTIFIED;
import static io.llmdevops.task.TaskState.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.TaskAccepted;
import io.llmdevops.bus.TaskLive;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptTest {

  private final RealStore store = new RealStore();
  private final RunningIntake intake = new RunningIntake(store.door);

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
  void openStore(@TempDir Path dataDir) throws SQLException {
    store.open(intake.vertx, dataDir);
    woken.clear();
  }

  @AfterEach
  void closeStore() throws SQLException {
    store.close();
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
    var id = store.tasks().get(0).id();
    assertThat(new JsonObject(answer.body())).isEqualTo(answered("accepted", id));
    assertThat(RunningIntake.await(store.sql().request(id)))
        .isEqualTo(Requests.read(Requests.full()).request());
  }

  private JsonObject answered(String status, TaskId id) {
    return new JsonObject()
        .put("status", status)
        .put("id", id.value())
        .put("task", "sum-of-sales")
        .put("round", 1)
        .put("status_url", "http://localhost:" + intake.port + "/tasks/" + id)
        .put("deadline", SettableClock.START.plus(Deadline.PROMISE).toString());
  }

  @Test
  void wakesTheModelAfterACommit() {
    intake.post(Requests.full());

    assertThat(woken).containsExactly(new TaskAccepted(store.tasks().get(0).id()));
  }

  @Test
  void answersADuplicateWithTheSameIdAndWakesNobody() {
    var id = store.accept(Requests.full());
    store.walk(GENERATED, CHECKED, PUBLISHED);

    assertThat(new JsonObject(intake.post(Requests.full()).body()))
        .isEqualTo(answered("duplicate", id));
    assertThat(woken).isEmpty();
  }

  @Test
  void wakesTheNotificationOfADuplicateThatWasNotified() {
    var id = store.accept(Requests.full());
    store.walk(GENERATED, CHECKED, PUBLISHED, LIVE, NOTIFIED);

    assertThat(new JsonObject(intake.post(Requests.full()).body()))
        .isEqualTo(answered("duplicate", id));
    assertThat(woken).containsExactly(new TaskLive(id));
  }

  @Test
  void takesTheSameRequestOnceWhateverDoesNotCount() {
    var first = new JsonObject(intake.post(Requests.full()).body());
    var again = Requests.full().put("unknown", 1);
    var answer = new JsonObject(intake.post("/handle_task", Requests.bytes(again)).body());

    assertThat(first.getString("status")).isEqualTo("accepted");
    assertThat(answer).isEqualTo(first.copy().put("status", "duplicate"));
    assertThat(intake.post(Requests.full().put("round", 2)).statusCode()).isEqualTo(200);
    assertThat(store.tasks()).hasSize(2);
  }

  @Test
  void refusesAnotherRequestUnderTheSameNames() {
    store.accept(Requests.full().put("brief", "another"));

    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(409);
    assertThat(store.tasks()).hasSize(1);
  }

  @Test
  void refusesMoreThanTheBacklogHolds() {
    for (int round = 2; round <= RunningIntake.MAX_BACKLOG; round++) {
      store.accept(Requests.full().put("round", round));
    }
    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(200);
    var answer = intake.post(Requests.full().put("round", 1_000));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(intake.post(Requests.full()).statusCode()).as("known already").isEqualTo(200);
  }

  @Test
  void asksToComeAgainWhileTheStoreCannotBeWritten() {
    var full = new StoreUnavailableException(new SQLException("database or disk is full"));
    store.openDoorAfter(Future.failedFuture(full));
    var answer = intake.post(Requests.full());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body()).doesNotContain("disk", "database", "Exception");
  }

  @Test
  void hidesWhatWentWrongInside() {
    store.openDoorAfter(Future.failedFuture(new IllegalStateException("SQL says no")));
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
    var stored = RunningIntake.await(store.sql().request(store.tasks().get(0).id()));
    assertThat(stored.attachments().get(2).content().size()).isEqualTo(2 << 20);
  }

  @Test
  void judgesInTheOrderOfTheContract() {
    var tooLarge = new byte[(16 << 20) + 1];
    var noJson = "{".getBytes();
    var wrongSecret = Requests.bytes(new JsonObject().put("secret", "x").put("round", "x"));
    var invalid = Requests.bytes(Requests.full().put("round", "x"));
    store.accept(Requests.full().put("brief", "another"));

    assertThat(send("text/plain", tooLarge).statusCode()).isEqualTo(415);
    assertThat(send("application/json", tooLarge).statusCode()).isEqualTo(413);
    assertThat(send("application/json", noJson).statusCode()).isEqualTo(400);
    assertThat(send("application/json", wrongSecret).statusCode()).isEqualTo(401);
    assertThat(send("application/json", invalid).statusCode()).isEqualTo(400);
    assertThat(store.asked().isComplete()).isFalse();
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
