package io.llmdevops.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Claim;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class CallbackStepTest {

  /** So that nothing leaves this machine, whatever address a test has looked up. */
  private static final HttpClientOptions FROM_LOOPBACK =
      new HttpClientOptions().setLocalAddress("127.0.0.1");

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Clock SOON = at(Duration.ofMinutes(1));

  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<List<InetAddress>> answers = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Resolver resolver =
      name -> {
        asked.add(name);
        return answers.isEmpty()
            ? Future.failedFuture(new UnknownHostException(name))
            : Future.succeededFuture(answers.remove());
      };

  private Vertx vertx;

  @BeforeEach
  void setUp(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void sendsTheRequestsFieldsAndTheProof() throws Exception {
    var body = new CopyOnWriteArrayList<JsonObject>();
    var url =
        serve(
            request ->
                request
                    .body()
                    .onSuccess(sent -> body.add(sent.toJsonObject()))
                    .onSuccess(read -> request.response().end()));

    run(Tasks.live(url), SOON);

    assertThat(body)
        .containsExactly(
            new JsonObject()
                .put("email", "ada@example.com")
                .put("task", "tip-splitter \"ü\"")
                .put("round", 3)
                .put("nonce", "nonce-1")
                .put("repo_url", "https://git.example/tip-splitter-abcdef.git")
                .put("commit_sha", "0123456789012345678901234567890123456789")
                .put("pages_url", "https://pages.example/tip-splitter-abcdef/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void takesEvery2xxAsDelivered(int status) throws Exception {
    assertThat(run(Tasks.live(answering(status)), SOON))
        .isEqualTo(Outcome.advance(TaskState.NOTIFIED, "delivered, HTTP " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 404, 408, 429, 500, 503, 599})
  void triesAgainAfterAnyOtherAnswer(int status) throws Exception {
    var outcome = run(Tasks.live(answering(status)), SOON);

    assertRetry(outcome, "callback answered with HTTP " + status, 900, 1_100);
    assertThat(calls).hasValue(1);
  }

  @Test
  void stopsAt410() throws Exception {
    assertThat(run(Tasks.live(answering(410)), SOON))
        .isEqualTo(Outcome.fail("callback stopped by HTTP 410"));
  }

  @Test
  void readsTheScheduleFromTheAttemptsInTheRow() throws Exception {
    var url = answering(500);
    var waits = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300);

    for (int attempt : IntStream.rangeClosed(1, waits.size()).toArray()) {
      var wait = waits.get(attempt - 1) * 1_000L;
      var task = Tasks.task(TaskState.LIVE, url, attempt, Optional.empty());
      // A step of its own for each: nothing is remembered but what the row says.
      assertRetry(
          run(task, SOON),
          "callback answered with HTTP 500",
          wait * 9 / 10,
          Math.min(wait * 11 / 10, 300_000));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17000, 17000",
    "'Sun, 01 Mar 2026 12:03:00 GMT', 120000, 120000",
    "'Sun, 01 Mar 2026 11:00:00 GMT', 900, 1100",
    "-17, 900, 1100",
    "soon, 900, 1100",
    "999999999999999999999, 86340000, 86340000",
    "'Fri, 31 Dec 9999 23:59:59 GMT', 86340000, 86340000"
  })
  void takesRetryAfterAsAMinimum(String header, long least, long most) throws Exception {
    var url =
        serve(
            request ->
                request.response().setStatusCode(429).putHeader("Retry-After", header).end());

    assertRetry(run(Tasks.live(url), SOON), "callback answered with HTTP 429", least, most);
  }

  @Test
  void triesAgainAfterARefusedConnection() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 5, LOOPBACK)) {
      port = taken.getLocalPort();
    }

    assertRetry(
        run(Tasks.live("http://127.0.0.1:" + port), SOON),
        "callback connection refused",
        900,
        1_100);
  }

  @Test
  void triesAgainAfterSilence() throws Exception {
    var url = serve(request -> {});

    var outcome =
        step(true, Duration.ofMillis(200), SOON)
            .run(Tasks.work(Tasks.live(url), SOON))
            .await(10, TimeUnit.SECONDS);

    assertRetry(outcome, "callback not answered in time", 900, 1_100);
  }

  @Test
  void triesAgainWhereTheNameIsNotKnown() throws Exception {
    assertRetry(
        run(Tasks.live("http://callback.example/"), SOON), "callback host not found", 900, 1_100);
  }

  @Test
  void triesOnceAtTheEndAndThenNamesTheLastAnswer() throws Exception {
    var clock = at(Duration.ofHours(24));
    var task = Tasks.task(TaskState.LIVE, answering(503), 290, Optional.empty());

    assertThat(run(task, clock))
        .isEqualTo(
            Outcome.fail(
                "callback given up 24 h after acceptance, lastly:"
                    + " callback answered with HTTP 503"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void waitsNoLongerThanUntilTheEnd() throws Exception {
    var clock = at(Duration.ofHours(24).minusSeconds(7));
    var task = Tasks.task(TaskState.LIVE, answering(503), 290, Optional.empty());

    assertRetry(run(task, clock), "callback answered with HTTP 503", 7_000, 7_000);
  }

  @Test
  void keepsAnEarlierErrorInFront() throws Exception {
    var task =
        Tasks.task(TaskState.LIVE, answering(410), 1, Optional.of("the page did not go live"));

    assertThat(run(task, SOON))
        .isEqualTo(Outcome.fail("the page did not go live; callback stopped by HTTP 410"));
  }

  @Test
  void leavesANotifiedTaskNotifiedHoweverItsSecondCallbackEnds() throws Exception {
    var late = at(Duration.ofHours(30));

    assertThat(run(notified(answering(200)), late))
        .isEqualTo(Outcome.advance(TaskState.NOTIFIED, "delivered, HTTP 200"));
    assertThat(run(notified(answering(410)), SOON))
        .isEqualTo(
            Outcome.advance(
                TaskState.NOTIFIED, "not delivered once more: callback stopped by HTTP 410"));
    assertThat(run(notified(answering(500)), late))
        .isEqualTo(
            Outcome.advance(
                TaskState.NOTIFIED,
                "not delivered once more: callback given up 24 h after acceptance, lastly:"
                    + " callback answered with HTTP 500"));
    assertRetry(run(notified(answering(500)), SOON), "callback answered with HTTP 500", 900, 1_100);
  }

  @Test
  void refusesAPrivateAddressFinallyAndByName() throws Exception {
    var outcome = guarded(Tasks.live(answering(200)));

    assertThat(outcome)
        .isEqualTo(
            Outcome.fail(
                "callback refused: 127.0.0.1 is in 127.0.0.0/8 (Loopback);"
                    + " such addresses are called only with NOTIFY_ALLOW_PRIVATE=true"));
    assertThat(calls).hasValue(0);
  }

  @Test
  void refusesANameWithOnePrivateAddressAmongOthers() throws Exception {
    answers.add(List.of(InetAddress.getByName("93.184.215.14"), LOOPBACK));

    assertThat(guarded(Tasks.live(named(answering(200)))))
        .isEqualTo(
            Outcome.fail(
                "callback refused: one address of callback.example, 127.0.0.1 is in 127.0.0.0/8"
                    + " (Loopback); such addresses are called only with"
                    + " NOTIFY_ALLOW_PRIVATE=true"));
    assertThat(calls).hasValue(0);
  }

  @Test
  void leavesARefusedSecondCallbackOfANotifiedTaskAtThat() throws Exception {
    assertThat(guarded(notified(answering(200))))
        .isInstanceOfSatisfying(
            Outcome.Advance.class,
            advance -> assertThat(advance.to()).isEqualTo(TaskState.NOTIFIED));
    assertThat(calls).hasValue(0);
  }

  /** The first look-up says here; a second one would say where nobody listens. */
  @Test
  void connectsToWhatItCheckedAndLooksUpNothingTwice() throws Exception {
    answers.add(List.of(LOOPBACK));
    answers.add(List.of(InetAddress.getByName("127.9.9.9")));

    assertThat(run(Tasks.live(named(answering(200))), SOON))
        .isEqualTo(Outcome.advance(TaskState.NOTIFIED, "delivered, HTTP 200"));
    assertThat(asked).containsExactly("callback.example");
    assertThat(calls).hasValue(1);
  }

  /** The first look-up is harmless, though nobody listens there; the second leads inside. */
  @Test
  void isNotLedInsideByANameWhoseAnswerChanges() throws Exception {
    var url = named(answering(200));
    answers.add(List.of(InetAddress.getByName("192.0.0.9")));
    answers.add(List.of(LOOPBACK));
    var step = step(false, Duration.ofMillis(200), SOON);

    var first = step.run(Tasks.work(Tasks.live(url), SOON)).await(10, TimeUnit.SECONDS);
    assertThat(asked).hasSize(1);
    var second = step.run(Tasks.work(Tasks.live(url), SOON)).await(10, TimeUnit.SECONDS);

    assertThat(first).isInstanceOf(Outcome.Retry.class);
    assertThat(second).isInstanceOf(Outcome.Fail.class);
    assertThat(asked).hasSize(2);
    assertThat(calls).hasValue(0);
  }

  @Test
  void takesTheNextAddressWithTheNextTry() throws Exception {
    var url = named(answering(200));
    var both = List.of(InetAddress.getByName("127.9.9.9"), LOOPBACK);
    answers.add(both);
    answers.add(both);

    assertThat(run(Tasks.task(TaskState.LIVE, url, 1, Optional.empty()), SOON))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(run(Tasks.task(TaskState.LIVE, url, 2, Optional.empty()), SOON))
        .isInstanceOf(Outcome.Advance.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/", "http://user:word@127.0.0.1/", "nonsense"})
  void failsWhatCannotBeCalledWithoutRepeatingIt(String url) throws Exception {
    assertThat(run(Tasks.live(url), SOON))
        .isEqualTo(Outcome.fail("evaluation_url is no address to call"));
  }

  @Test
  void callsNobodyOnceTheLeaseHasRunOut() throws Exception {
    var work = Tasks.work(Tasks.live(answering(200)), SOON, Duration.ZERO);

    assertThatThrownBy(() -> run(work, SOON)).isInstanceOf(LeaseLostException.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  void callsNobodyWhereTheLeaseRunsOutWhileItConnects() throws Exception {
    var asked = new AtomicInteger();
    var lease =
        new Lease(() -> asked.getAndIncrement() == 0 ? 0 : Long.MAX_VALUE, Duration.ofNanos(1), 0);
    var task = Tasks.live(answering(200));
    var work = new Work(new Claim(task, 1), lease, new Deadline(SOON, task), null);

    assertThatThrownBy(() -> run(work, SOON)).isInstanceOf(LeaseLostException.class);
    assertThat(asked).hasValue(2);
    assertThat(calls).hasValue(0);
  }

  private Outcome run(Task task, Clock clock) throws TimeoutException {
    return run(Tasks.work(task, clock), clock);
  }

  private Outcome run(Work work, Clock clock) throws TimeoutException {
    return step(true, Duration.ofSeconds(10), clock).run(work).await(15, TimeUnit.SECONDS);
  }

  private Outcome guarded(Task task) throws TimeoutException {
    return step(false, Duration.ofSeconds(10), SOON)
        .run(Tasks.work(task, SOON))
        .await(15, TimeUnit.SECONDS);
  }

  private CallbackStep step(boolean allowPrivate, Duration timeout, Clock clock) {
    return new CallbackStep(
        new GuardedResolver(new AddressGuard(allowPrivate), resolver),
        new CallbackClient(vertx, FROM_LOOPBACK, 5, timeout),
        new RetrySchedule(new Random(7)),
        clock,
        new CallbackMeters(vertx));
  }

  private String answering(int status) throws TimeoutException {
    return serve(request -> answer(request.response().setStatusCode(status)));
  }

  private static void answer(HttpServerResponse response) {
    response.putHeader("Location", "http://127.0.0.1:1/").end();
  }

  private String serve(Handler<HttpServerRequest> handler) throws TimeoutException {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  calls.incrementAndGet();
                  handler.handle(request);
                })
            .listen(0, LOOPBACK.getHostAddress())
            .await(5, TimeUnit.SECONDS);
    return "http://127.0.0.1:" + server.actualPort() + "/notify";
  }

  private static String named(String url) {
    return url.replace("127.0.0.1", "callback.example");
  }

  private static Task notified(String url) {
    return Tasks.task(TaskState.NOTIFIED, url, 1, Optional.empty());
  }

  private static Clock at(Duration age) {
    return Clock.fixed(Tasks.ACCEPTED_AT.plus(age), ZoneOffset.UTC);
  }

  private static void assertRetry(Outcome outcome, String why, long leastMillis, long mostMillis) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.why()).isEqualTo(why);
              assertThat(retry.after().toMillis()).isBetween(leastMillis, mostMillis);
            });
  }
}
