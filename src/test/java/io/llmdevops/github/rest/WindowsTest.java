package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.UNTOLD;
import static io.llmdevops.github.rest.RestFixture.heldUp;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llmdevops.SettableClock;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits are orders: GitHub Docs, "Rate limits for the REST API". */
class WindowsTest {

  /** The server's clock is an hour ahead of ours. */
  private static final Instant DATE = SettableClock.START.plus(Duration.ofHours(1));

  private static final String DATE_HEADER = "Fri, 02 Jan 2026 04:04:05 GMT";
  private static final String SECONDARY =
      "{\"message\":\"You have exceeded a secondary rate limit.\"}";
  private static final String DOCUMENTED =
      "{\"message\":\"Stop\",\"documentation_url\":\"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api\"}";

  private final SettableClock clock = new SettableClock();
  @TempDir Path dataDir;
  private RestFixture fixture;
  private ScriptedApi api;
  private RestClient client;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, clock);
    api = fixture.api;
    client = fixture.client;
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private static Map<String, String> headers(String... pairs) {
    var headers = new HashMap<>(Map.of("Date", DATE_HEADER));
    for (var n = 0; n < pairs.length; n += 2) {
      headers.put(pairs[n], pairs[n + 1]);
    }
    return headers;
  }

  private static String reset(Duration after) {
    return String.valueOf(DATE.plus(after).getEpochSecond());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(429, headers(), "{}", UNTOLD),
        arguments(429, headers("Retry-After", "17"), "{}", Duration.ofSeconds(17)),
        arguments(403, headers("Retry-After", "17"), "{}", Duration.ofSeconds(17)),
        arguments(
            403,
            headers("Retry-After", "Fri, 02 Jan 2026 04:05:05 GMT"),
            "{}",
            Duration.ofSeconds(60)),
        arguments(403, headers("Retry-After", "0"), SECONDARY, UNTOLD),
        arguments(403, headers("Retry-After", "soon"), SECONDARY, UNTOLD),
        arguments(403, headers("Retry-After", "99999999999999999999"), "{}", Signs.LONGEST),
        arguments(
            403, headers("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), "{}", Signs.LONGEST),
        arguments(403, headers(), SECONDARY, UNTOLD),
        arguments(403, headers(), DOCUMENTED, UNTOLD),
        arguments(
            403,
            headers(),
            "{\"message\":\"You have triggered an abuse detection mechanism.\"}",
            UNTOLD),
        arguments(
            403,
            headers(),
            "{\"message\":\"Maximum number of login attempts exceeded. Please try again later.\"}",
            UNTOLD),
        arguments(403, headers("Retry-After", "10800"), "{}", Duration.ofHours(3)),
        arguments(403, headers("x-ratelimit-remaining", "0"), "{}", UNTOLD),
        arguments(
            403,
            headers(
                "x-ratelimit-remaining", "0", "x-ratelimit-reset", reset(Duration.ofMinutes(30))),
            "{}",
            Duration.ofMinutes(30)),
        arguments(
            429,
            headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset(Duration.ofHours(-9))),
            "{}",
            Signs.SHORTEST),
        arguments(
            429,
            headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", "999999999999999999"),
            "{}",
            Signs.LONGEST),
        arguments(
            429, headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", "never"), "{}", UNTOLD),
        // A reset says nothing where something remains.
        arguments(
            429,
            headers(
                "x-ratelimit-remaining", "7", "x-ratelimit-reset", reset(Duration.ofMinutes(30))),
            "{}",
            UNTOLD),
        // Both are orders.
        arguments(
            429,
            headers(
                "Retry-After",
                "60",
                "x-ratelimit-remaining",
                "0",
                "x-ratelimit-reset",
                reset(Duration.ofMinutes(30))),
            "{}",
            Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void closesTheWindowForAsLongAsItIsTold(
      int status, Map<String, String> headers, String body, Duration wait) {
    api.then(status, headers, body);

    assertThat(heldUp(client.get("/1")).after()).contains(wait);
    assertThat(heldUp(client.get("/2")).after()).contains(wait);
    clock.advance(wait.minusMillis(1));
    assertThat(heldUp(client.change(HttpMethod.POST, "/3", null, () -> {})).after())
        .contains(Duration.ofMillis(1));
    assertThat(api.lines()).containsExactly("GET /1");

    clock.advance(Duration.ofMillis(1));
    assertThat(await(client.get("/4")).status()).isEqualTo(200);
  }

  @Test
  void goesByItsOwnClockWhereTheServerTellsNoTime() {
    var reset = clock.instant().plusSeconds(90).getEpochSecond();
    api.then(
        request -> {
          // Nothing adds a date here.
          ScriptedApi.answer(
              request,
              403,
              Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", String.valueOf(reset)),
              "{}");
        });

    assertThat(heldUp(client.get("/1"))).hasMessageEndingWith("going on in 2 min");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 404, 409, 422})
  void givesTheLastAnswerThereIsAndThenStops(int status) {
    api.then(
        status,
        headers("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset(Duration.ofMinutes(12))),
        "{\"a\":1}");

    var reply = await(client.change(HttpMethod.POST, "/1", null, () -> {}));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.object().getInteger("a")).isEqualTo(1);
    var held = heldUp(client.get("/2"));
    assertThat(held).hasMessage("GitHub's rate limit is used up; going on in 12 min");
    assertThat(held.after()).contains(Duration.ofMinutes(12));
  }

  @Test
  void stopsAlsoAfterAnAnswerThatNothingHasChanged() {
    api.then(200, Map.of("ETag", "\"1\""), "{\"a\":1}")
        .then(
            304,
            headers(
                "x-ratelimit-remaining", "0", "x-ratelimit-reset", reset(Duration.ofMinutes(1))),
            "");
    await(client.get("/1"));

    assertThat(await(client.get("/1")).object().getInteger("a")).isEqualTo(1);
    assertThat(heldUp(client.get("/1"))).hasMessageEndingWith("going on in 60 s");
  }

  @Test
  void stopsAlsoWhereAFaultAsksForTime() {
    api.then(503, headers("Retry-After", "20"), "{}");

    assertThat(heldUp(client.get("/1"))).hasMessage("GitHub has a fault of its own (HTTP 503)");
    assertThat(heldUp(client.get("/2")).after()).contains(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void obeysARefusalThatBreaksOff(int status) {
    api.then(
        request -> {
          request.response().setStatusCode(status).putHeader("Retry-After", "60");
          request.response().putHeader("Content-Length", "99").write("{\"message\":");
          fixture.vertx.setTimer(20, later -> request.connection().close());
        });

    assertThat(heldUp(client.get("/1")).after()).contains(Duration.ofSeconds(60));
    assertThat(heldUp(client.get("/2")).after()).contains(Duration.ofSeconds(60));
    assertThat(api.lines()).containsExactly("GET /1");
  }

  @Test
  void letsNothingOutOfTheLineOnceItIsClosed() {
    api.then(429, headers("Retry-After", "60"), "{}");

    var calls = IntStream.range(0, 20).mapToObj(n -> client.get("/" + n)).toList();

    calls.forEach(call -> heldUp(call));
    assertThat(api.lines()).containsExactly("GET /0");
    assertThat(api.connections()).isEqualTo(1);
  }

  @Test
  void sendsNothingWhereAWindowClosesWhileTheConnectionIsMade() {
    var looks = new AtomicInteger();
    var closing =
        (TokenLimits)
            Proxy.newProxyInstance(
                TokenLimits.class.getClassLoader(),
                new Class<?>[] {TokenLimits.class},
                (proxy, method, arguments) ->
                    method.getName().equals("closedFor") && looks.getAndIncrement() == 1
                        ? Future.succeededFuture(Duration.ofSeconds(7))
                        : method.invoke(fixture.limits, arguments));
    var alert = fixture.client(closing);

    assertThat(heldUp(alert.get("/1")).after()).contains(Duration.ofSeconds(7));
    assertThat(await(alert.get("/2")).status()).isEqualTo(200);
    assertThat(api.lines()).containsExactly("GET /2");
  }

  @Test
  void keepsOtherNodesFromAskingToo() throws SQLException {
    var other = fixture.client(fixture.node("node-2"));
    api.then(429, headers("Retry-After", "60"), "{}");
    heldUp(client.get("/1"));

    assertThat(heldUp(other.get("/2")).after()).contains(Duration.ofSeconds(60));
  }

  @Test
  void waitsTwiceAsLongWithEachRefusalUntilSomethingSucceeds() {
    for (var minutes : List.of(1, 2, 4)) {
      api.then(403, headers(), SECONDARY);
      var wait = Duration.ofMinutes(minutes);
      assertThat(heldUp(client.get("/1")).after()).contains(wait);
      clock.advance(wait);
    }
    await(client.get("/2"));

    api.then(403, headers(), SECONDARY);
    assertThat(heldUp(client.get("/3")).after()).contains(UNTOLD);
  }

  @Test
  void tellsALimitFromAMissingPermission() {
    api.then(403, headers("x-ratelimit-remaining", "4000"), "{\"message\":\"Not for you\"}");

    RestFixture.failure(client.get("/1"), RefusedException.class);

    assertThat(await(client.get("/2")).status()).isEqualTo(200);
  }

  @Test
  void doesNotLoseWhatWasDoneWhenTheLimitCannotBeStored() {
    var broken = fixture.client(failing(fixture.limits));
    api.then(201, headers("x-ratelimit-remaining", "0"), "{\"a\":1}")
        .then(200, headers(), "{\"a\":2}")
        .then(429, headers("Retry-After", "17"), "{}");

    var created = broken.change(HttpMethod.POST, "/user/repos", null, () -> {});

    assertThat(await(created).object().getInteger("a")).isEqualTo(1);
    assertThat(await(broken.get("/2")).object().getInteger("a")).isEqualTo(2);
    assertThat(heldUp(broken.get("/3")).after()).contains(Duration.ofSeconds(17));
  }

  /** Reads well, and writes nothing but turns. */
  private static TokenLimits failing(TokenLimits limits) {
    return (TokenLimits)
        Proxy.newProxyInstance(
            TokenLimits.class.getClassLoader(),
            new Class<?>[] {TokenLimits.class},
            (proxy, method, arguments) ->
                List.of("close", "closeUntold", "succeeded").contains(method.getName())
                    ? Future.failedFuture(new StoreUnavailableException(new SQLException("full")))
                    : method.invoke(limits, arguments));
  }
}
