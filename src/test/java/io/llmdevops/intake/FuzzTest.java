package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.TaskPage;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Throws everything at the API that nobody should, and looks that nothing of it sticks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {

  private static final long SEED = 20_261_122;
  private static final int BODIES = 2_500;
  private static final int AT_ONCE = 16;
  private static final Pattern LEAK =
      Pattern.compile(
          "(?i)exception|error:|sql|java[x.]|io\\.|com\\.|org\\.|netty|vertx|jackson|\\bat [a-z]+\\.|null"
              + "|open-sesame|read-me");

  @TempDir static Path dataDir;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
  private SqlTaskStore store;
  private RunningIntake intake;

  @BeforeAll
  void start() throws Exception {
    store = StoreFixture.open(vertx, dataDir, Clock.systemUTC());
    intake = new RunningIntake(store);
  }

  @AfterAll
  void stop() throws Exception {
    intake.close();
    store.close();
    RunningIntake.await(vertx.close());
  }

  @AfterEach
  void storesNothingAndGoesOn() {
    var all = new TaskPage.Query(Optional.empty(), 500, Optional.empty());
    var before = RunningIntake.await(store.list(all)).tasks();
    var fresh = Requests.full().put("nonce", "fresh-" + System.nanoTime());

    assertThat(before).allMatch(task -> task.nonce().startsWith("fresh-"));
    assertThat(intake.post(fresh).statusCode()).isEqualTo(200);
    assertThat(intake.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void answersBrokenBodiesWithProblemsOnly() throws Exception {
    var broken = new BrokenRequests(SEED);
    var requests =
        Stream.generate(broken::next)
            .limit(BODIES)
            .map(body -> post("/task", "application/json", body))
            .toList();

    assertProblems(send(requests), BODIES);
  }

  @Test
  void answersBrokenHeadersAndPathsWithProblemsOnly() throws Exception {
    var random = new Random(SEED);
    var body = Requests.bytes(Requests.full());
    var types = List.of("text/plain", "application/xml", "multipart/form-data", "a/b;c", "json");
    var paths =
        List.of(
            "/",
            "/tasks/%2e%2e/%2e%2e",
            "/tasks?state=x",
            "/tasks/1",
            "/..%2f",
            "/%00",
            "/a%ff",
            "/tasks?after=%00",
            "/task;x",
            "/handle_task/x",
            "/health/x");
    var requests = new ArrayList<HttpRequest.Builder>();
    for (int i = 0; i < 300; i++) {
      requests.add(post("/task", types.get(random.nextInt(types.size())), body));
      requests.add(post("/task", "application/json", body).header("Content-Encoding", "gzip"));
      requests.add(raw(paths.get(random.nextInt(paths.size()))).GET());
      requests.add(raw("/task").method("PATCH", BodyPublishers.ofByteArray(body)));
    }

    assertProblems(send(requests), requests.size());
  }

  @Test
  void survivesWhatIsNotEvenHttp() throws IOException {
    var random = new Random(SEED);
    var pieces =
        List.of(
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            "GET /\r\n\r\n",
            "POST /task HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            "POST /task HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "\r\n\r\n\r\n",
            "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\na: " + "b".repeat(20_000) + "\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n bad: x\r\n\r\n",
            "GET / HTTP/1.1\r\n: x\r\n\r\n",
            RawConnection.head(-1) + "zz\r\n\r\n",
            RawConnection.head(1_000) + "{");
    for (int i = 0; i < 100; i++) {
      try (var connection = new RawConnection(intake.port)) {
        connection.send(pieces.get(random.nextInt(pieces.size())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /x HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /task HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET /%c0%af HTTP/1.1\r\n\r\n",
        "GET /tasks?limit=%zz HTTP/1.1\r\nAuthorization: Bearer read-me-0815\r\n\r\n",
        "GET http:// HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "BREW /task HTTP/1.1\r\n\r\n",
      })
  void answersBrokenHttpWithAProblem(String request) throws IOException {
    try (var connection = new RawConnection(intake.port)) {
      assertProblem(connection.send(request).answer());
    }
  }

  @Test
  void answersOversizedHeadersWithAProblem() throws IOException {
    var requests =
        List.of(
            "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\na: " + "b".repeat(20_000) + "\r\n\r\n");
    for (var request : requests) {
      answersBrokenHttpWithAProblem(request);
    }
  }

  private static void assertProblem(String answer) {
    assertThat(answer).matches("(?s)HTTP/1\\.[01] 4.*").contains("application/problem+json");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n"))).doesNotContainPattern(LEAK);
  }

  private HttpRequest.Builder post(String path, String type, byte[] body) {
    return raw(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
  }

  private HttpRequest.Builder raw(String path) {
    return HttpRequest.newBuilder(intake.uri(path))
        .header("Authorization", "Bearer " + Requests.READ_TOKEN.reveal());
  }

  private Queue<HttpResponse<String>> send(List<HttpRequest.Builder> requests) throws Exception {
    answers.clear();
    var free = new Semaphore(AT_ONCE);
    for (var request : requests) {
      assertThat(free.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      ask(request).whenComplete((answer, failure) -> free.release());
    }
    assertThat(free.tryAcquire(AT_ONCE, 20, TimeUnit.SECONDS)).isTrue();
    return answers;
  }

  private CompletableFuture<Void> ask(HttpRequest.Builder request) {
    return intake
        .client
        .sendAsync(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString())
        .thenAccept(answers::add);
  }

  private static void assertProblems(Queue<HttpResponse<String>> answers, int expected) {
    assertThat(answers).hasSize(expected);
    assertThat(answers).allSatisfy(FuzzTest::assertProblem);
  }

  private static void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(answer.statusCode());
    assertThat(answer.body()).doesNotContainPattern(LEAK);
  }
}
