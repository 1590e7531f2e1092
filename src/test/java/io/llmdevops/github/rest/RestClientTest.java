package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.heldUp;
import static io.llmdevops.github.rest.RestFixture.refused;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {

  private static final Runnable NOTHING = () -> {};
  private static final Duration SHORT = Duration.ofMillis(300);

  /** With what only reads. */
  private static final Patience IMPATIENT =
      new Patience(
          SHORT,
          RestFixture.PATIENCE.change(),
          RestFixture.PATIENCE.requests(),
          RestFixture.PATIENCE.turns(),
          RestFixture.PATIENCE.turn());

  @TempDir Path dataDir;
  private RestFixture fixture;
  private ScriptedApi api;
  private RestClient client;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, Clock.systemUTC());
    api = fixture.api;
    client = fixture.client;
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private Future<Reply> post(String path) {
    return client.change(HttpMethod.POST, path, new JsonObject().put("a", 1), NOTHING);
  }

  @Test
  void letsAPollGoNotMuchLaterHoweverMuchThereIsToRead() {
    var go = api.hold();
    var calls = new ArrayList<Future<?>>();
    calls.add(client.get("/held"));
    api.request(0);
    calls.add(client.poll("/polled"));
    calls.add(client.poll("/polled-too"));
    IntStream.range(0, 12).forEach(n -> calls.add(client.get("/" + n)));
    go.handle(null);
    await(Future.join(calls));

    var every = Line.BEFORE_A_PATIENT_ONE + 1;
    assertThat(api.lines().get(every)).isEqualTo("GET /polled");
    assertThat(api.lines().get(2 * every)).isEqualTo("GET /polled-too");
  }

  @Test
  void saysWhoItIsAndWhatItSpeaks() {
    await(client.get("/repos/o/r/pages?a=%20b"));
    await(post("/user/repos"));

    assertThat(api.lines()).containsExactly("GET /repos/o/r/pages?a=%20b", "POST /user/repos");
    for (var seen : api.seen()) {
      assertThat(seen.headers().get("Accept")).isEqualTo("application/vnd.github+json");
      assertThat(seen.headers().get("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
      assertThat(seen.headers().get("Authorization")).isEqualTo("Bearer " + RestFixture.TOKEN);
      assertThat(seen.headers().get("User-Agent")).isEqualTo("llm-devops-engine");
    }
    assertThat(api.seen().get(0).headers().contains("Content-Type")).isFalse();
    assertThat(api.seen().get(1).headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(api.seen().get(1).body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void sendsNoBodyWhereThereIsNone() {
    await(client.change(HttpMethod.DELETE, "/repos/o/r/pages", null, NOTHING));
    await(client.change(HttpMethod.POST, "/repos/o/r/pages/builds", null, NOTHING));

    assertThat(api.seen()).extracting(ScriptedApi.Seen::body).containsExactly("", "");
    assertThat(api.seen())
        .extracting(seen -> seen.headers().get("Content-Length"))
        .containsExactly("0", "0");
  }

  @Test
  void givesAnswersAsTheyCome() {
    api.then(200, Map.of("X-Some", "thing"), "{\"a\":1}")
        .then(201, Map.of(), "[1,2]")
        .then(204, Map.of(), "")
        .then(404, Map.of(), "{\"message\":\"Not Found\"}")
        .then(422, Map.of(), "rubbish");

    var object = await(client.get("/1"));
    assertThat(object.object()).isEqualTo(new JsonObject().put("a", 1));
    assertThat(object.headers().get("x-some")).isEqualTo("thing");
    assertThat(await(client.get("/2")).array()).isEqualTo(new JsonArray().add(1).add(2));
    assertThat(await(client.get("/3")).body()).isNull();
    assertThat(await(client.get("/4")).status()).isEqualTo(404);
    assertThat(await(client.get("/5")).body()).isEqualTo("rubbish");
  }

  @Test
  void sendsOneRequestAtATime() {
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    api.always(
        request -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          fixture.vertx.setTimer(
              3,
              later -> {
                underWay.decrementAndGet();
                ScriptedApi.answer(request, 200, Map.of(), "{}");
              });
        });
    var calls = new ArrayList<Future<Reply>>();
    IntStream.range(0, 20).forEach(n -> calls.add(client.get("/" + n)));
    IntStream.range(0, 3).forEach(n -> calls.add(post("/" + n)));

    await(Future.join(calls));

    assertThat(most).hasValue(1);
    assertThat(api.lines().stream().filter(line -> line.startsWith("GET")).toList())
        .isEqualTo(IntStream.range(0, 20).mapToObj(n -> "GET /" + n).toList());
  }

  @Test
  void sendsWhatChangesSomethingBeforeWhatOnlyReads() {
    var hasTheTurn = Promise.<Void>promise();
    var announced = fixture.client(announcing(fixture.limits, hasTheTurn));
    var go = api.hold();
    var calls = new ArrayList<Future<Reply>>();
    IntStream.range(0, 3).forEach(n -> calls.add(announced.get("/" + n)));
    calls.add(announced.change(HttpMethod.POST, "/change", null, NOTHING));
    await(hasTheTurn.future());
    // What follows from having the turn happens there, before this.
    await(announced.here(Future::succeededFuture));

    go.handle(null);
    await(Future.join(calls));

    assertThat(api.lines()).containsExactly("GET /0", "POST /change", "GET /1", "GET /2");
  }

  /** Tells when a turn has been given. */
  private static TokenLimits announcing(TokenLimits limits, Promise<Void> hasTheTurn) {
    return (TokenLimits)
        Proxy.newProxyInstance(
            TokenLimits.class.getClassLoader(),
            new Class<?>[] {TokenLimits.class},
            (proxy, method, arguments) -> {
              var answer = (Future<?>) method.invoke(limits, arguments);
              return method.getName().equals("take")
                  ? answer.onSuccess(turn -> hasTheTurn.tryComplete())
                  : answer;
            });
  }

  @Test
  void goesOnAfterARequestThatIsNeverAnswered() {
    var impatient = fixture.client(fixture.limits, IMPATIENT);
    api.then(never -> {}).then(200);

    var first = impatient.get("/first");
    var second = impatient.change(HttpMethod.POST, "/second", null, NOTHING);

    assertThat(heldUp(first)).hasMessage("GitHub has not answered within 1 s");
    assertThat(heldUp(first).after()).isEmpty();
    assertThat(await(second).status()).isEqualTo(200);
  }

  @Test
  void goesOnAfterAnAnswerThatNeverEnds() {
    var impatient = fixture.client(fixture.limits, IMPATIENT);
    api.then(request -> request.response().setChunked(true).write("{"));

    assertThat(heldUp(impatient.get("/first"))).hasMessageContaining("not answered within");
    var second = impatient.change(HttpMethod.POST, "/second", null, NOTHING);
    assertThat(await(second).status()).isEqualTo(200);
  }

  @Test
  void goesOnAfterAConnectionThatBroke() {
    api.then(request -> request.connection().close())
        .then(
            request -> {
              request.response().putHeader("Content-Length", "100").write("{\"a\":");
              request.connection().close();
            });

    assertThat(heldUp(client.get("/1")).getMessage())
        .matches("GitHub cannot be reached: the connection to 127\\.0\\.0\\.1:\\d+ broke");
    assertThat(heldUp(post("/2"))).hasMessageContaining("broke");
    assertThat(await(post("/3")).status()).isEqualTo(200);
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var unreachable = fixture.client(RestFixture.TOKEN, URI.create("http://127.0.0.1:" + port));

    assertThat(heldUp(unreachable.get("/user")))
        .hasMessage(
            "GitHub cannot be reached: no connection to 127.0.0.1:"
                + port
                + ": connection refused");
  }

  @Test
  void showsTheTokenToNoServerThatCannotProveWhoItIs() {
    var certificate = SelfSignedCertificate.create("localhost");
    var seen = new AtomicInteger();
    var server =
        await(
            fixture
                .vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> seen.incrementAndGet())
                .listen(0, "127.0.0.1"));
    var url = URI.create("https://localhost:" + server.actualPort());

    assertThat(refused(fixture.client(RestFixture.TOKEN, url).get("/user")))
        .hasMessage(
            "GitHub cannot be reached: no connection to localhost:"
                + server.actualPort()
                + ": its certificate is not trusted; check GITHUB_API_URL");
    assertThat(seen).hasValue(0);
  }

  @Test
  void comesBackAfterFaultsOfTheServer() {
    for (var status : List.of(500, 502, 503, 504, 408)) {
      api.then(status, Map.of(), "<html>unicorn</html>").then(status, Map.of(), "{}");

      assertThat(heldUp(client.get("/1")))
          .hasMessage(
              "GitHub has a fault of its own (HTTP %d) a web page, from a proxy or another server than the API",
              status);
      assertThat(heldUp(post("/1"))).hasMessage("GitHub has a fault of its own (HTTP %d)", status);
    }
  }

  @Test
  void takesNoWebPageForAnAnswer() {
    for (var status : List.of(200, 403, 404, 422)) {
      api.then(status, Map.of("Content-Type", "text/html"), "")
          .then(status, Map.of(), "\n<!DOCTYPE html>");

      var message =
          "what answers is a web page, from a proxy or another server than the API (HTTP "
              + status
              + "): check GITHUB_API_URL";
      assertThat(heldUp(client.get("/1"))).hasMessage(message);
      assertThat(heldUp(post("/1"))).hasMessage(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "hello", "", "7"})
  void takesNothingButJsonForASuccess(String body) {
    api.then(200, Map.of(), body);

    assertThat(heldUp(client.get("/user?x=1")))
        .hasMessage("what GitHub answers to GET /user is no JSON");
  }

  @Test
  void readsNoMoreThanAnAnswerCanHave() {
    api.then(200, Map.of(), "[" + " ".repeat(Exchange.MOST_BYTES) + "]")
        .then(200, Map.of(), "[" + " ".repeat(Exchange.MOST_BYTES - 2) + "]");

    assertThat(heldUp(client.get("/1"))).hasMessage("GitHub's answer is too large");
    assertThat(await(client.get("/1")).array()).isEmpty();
  }

  @Test
  void followsNoRedirect() throws Exception {
    var elsewhere = new ScriptedApi(fixture.vertx);
    for (var status : List.of(301, 302, 303, 307, 308)) {
      var location = Map.of("Location", elsewhere.url() + "/user");
      api.then(status, location, "{}").then(status, location, "{}");

      var message =
          "GitHub answers with a redirect (HTTP "
              + status
              + "), which is not followed with the token: was the repository renamed or moved?"
              + " Else check GITHUB_API_URL";
      assertThat(refused(client.get("/1"))).hasMessage(message);
      assertThat(refused(post("/1"))).hasMessage(message);
    }
    api.then(302, Map.of("Location", elsewhere.url() + "/log"), "");
    var pointer = await(client.getOrRedirect("/repos/o/r/actions/jobs/1/logs"));
    assertThat(pointer.status()).isEqualTo(302);
    assertThat(pointer.headers().get("Location")).isEqualTo(elsewhere.url() + "/log");

    assertThat(elsewhere.seen()).isEmpty();
  }

  @Test
  void sendsNothingOnceTheLeaseIsLost() {
    var lost = new LeaseLostException(TaskId.random());
    var call =
        client.change(
            HttpMethod.POST,
            "/user/repos",
            null,
            () -> {
              throw lost;
            });

    assertThat(RestFixture.failure(call, LeaseLostException.class)).isSameAs(lost);
    assertThat(await(post("/second")).status()).isEqualTo(200);
    assertThat(api.lines()).containsExactly("POST /second");
  }

  @Test
  void looksAtTheLeaseOnlyWhenAllWaitingIsOver() {
    var go = api.hold();
    var reading = client.get("/first");
    api.request(0);
    var looked = Promise.<List<String>>promise();
    var change =
        client.change(HttpMethod.POST, "/second", null, () -> looked.complete(api.lines()));
    assertThat(looked.future().isComplete()).isFalse();

    go.handle(null);
    await(Future.join(reading, change));

    assertThat(await(looked.future())).containsExactly("GET /first");
    assertThat(api.lines()).containsExactly("GET /first", "POST /second");
  }

  @Test
  void answersOnTheContextOfWhoeverAsks() {
    var there = Promise.<Context>promise();
    var context = fixture.vertx.getOrCreateContext();
    context.runOnContext(
        go -> client.get("/1").onComplete(done -> there.complete(Vertx.currentContext())));

    assertThat(await(there.future())).isSameAs(context);
  }
}
