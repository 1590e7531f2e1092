package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.GAP;
import static io.llmdevops.github.rest.RestFixture.TOKEN;
import static io.llmdevops.github.rest.RestFixture.heldUp;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.Secret;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TokenLimits;
import io.llmdevops.task.TokenLimits.Turn;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {

  private static final String NAME = TokenName.of(new Secret(TOKEN));
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path dataDir;
  private RestFixture fixture;
  private ScriptedApi api;
  private RestClient client;
  private TokenLimits other;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, Clock.systemUTC());
    api = fixture.api;
    client = fixture.client;
    other = fixture.node("node-2");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private static Future<Reply> change(RestClient client, String path) {
    return client.change(HttpMethod.POST, path, null, () -> {});
  }

  /** When changes have begun and ended, as the server or a push sees it. */
  private record Span(long from, long to) {}

  private List<Span> spansAtTheServer() {
    var spans = new CopyOnWriteArrayList<Span>();
    api.always(
        request -> {
          var from = System.nanoTime();
          fixture.vertx.setTimer(
              5,
              later -> {
                spans.add(new Span(from, System.nanoTime()));
                ScriptedApi.answer(request, 201, Map.of(), "{}");
              });
        });
    return spans;
  }

  private static void assertApart(List<Span> spans) {
    assertThat(spans).hasSizeGreaterThan(1);
    for (var n = 1; n < spans.size(); n++) {
      assertThat(spans.get(n).from() - spans.get(n - 1).to()).isGreaterThanOrEqualTo(GAP.toNanos());
    }
  }

  @Test
  void leavesAGapBetweenTheEndOfAChangeAndTheNext() {
    var spans = spansAtTheServer();

    await(Future.join(IntStream.range(0, 6).mapToObj(n -> change(client, "/" + n)).toList()));

    assertThat(api.lines()).isEqualTo(IntStream.range(0, 6).mapToObj(n -> "POST /" + n).toList());
    assertApart(spans);
  }

  @Test
  void leavesTheGapAlsoBetweenNodes() {
    var spans = spansAtTheServer();
    var clients = List.of(client, fixture.client(other));

    await(
        Future.join(
            IntStream.range(0, 8).mapToObj(n -> change(clients.get(n % 2), "/" + n)).toList()));

    assertThat(spans).hasSize(8);
    assertApart(spans);
  }

  @Test
  void leavesTheGapAlsoBetweenPushesAndRequests() {
    var spans = spansAtTheServer();
    var calls = new ArrayList<Future<?>>();
    for (var n = 0; n < 3; n++) {
      calls.add(client.turnstile().pass(LONGEST, stillOurs -> push(spans)));
      calls.add(change(client, "/" + n));
    }

    await(Future.join(calls));

    assertThat(spans).hasSize(6);
    assertApart(spans);
  }

  private Future<Void> push(List<Span> spans) {
    return fixture.vertx.executeBlocking(
        () -> {
          var from = System.nanoTime();
          spans.add(new Span(from, System.nanoTime()));
          return null;
        });
  }

  @Test
  void leavesNoGapForWhatOnlyReads() {
    var pushing = Promise.<Void>promise();
    var push = client.turnstile().pass(LONGEST, stillOurs -> pushing.future());

    assertThat(await(client.get("/1")).status()).isEqualTo(200);
    assertThat(push.isComplete()).isFalse();

    pushing.complete();
    await(push);
  }

  @Test
  void givesWhatThePushGaveOnTheContextOfWhoPushes() {
    var context = fixture.vertx.getOrCreateContext();
    var called = Promise.<Context>promise();
    var pushed = Promise.<String>promise();
    context.runOnContext(
        go ->
            client
                .turnstile()
                .pass(
                    LONGEST,
                    stillOurs -> {
                      called.complete(Vertx.currentContext());
                      return Future.succeededFuture("pushed");
                    })
                .onComplete(pushed));

    assertThat(await(called.future())).isSameAs(context);
    assertThat(await(pushed.future())).isEqualTo("pushed");
  }

  @Test
  void givesTheTurnBackHoweverTheCallEnds() {
    var lost = new LeaseLostException(TaskId.random());
    var thrown = client.turnstile().pass(LONGEST, stillOurs -> thrown(lost));
    var failed = client.turnstile().pass(LONGEST, stillOurs -> Future.failedFuture(lost));
    var stopped = client.change(HttpMethod.POST, "/stopped", null, () -> thrown(lost));
    api.then(500);
    var broken = change(client, "/broken");

    assertThat(RestFixture.failure(thrown, LeaseLostException.class)).isSameAs(lost);
    assertThat(RestFixture.failure(failed, LeaseLostException.class)).isSameAs(lost);
    assertThat(RestFixture.failure(stopped, LeaseLostException.class)).isSameAs(lost);
    heldUp(broken);
    assertThat(await(change(client, "/next")).status()).isEqualTo(200);
    assertThat(await(change(fixture.client(other), "/others")).status()).isEqualTo(200);
    assertThat(api.lines()).containsExactly("POST /broken", "POST /next", "POST /others");
  }

  private static <T> T thrown(RuntimeException cause) {
    throw cause;
  }

  @Test
  void comesBackWhenAnotherNodeDoesNotEnd() {
    await(other.take(NAME, LONGEST));
    var impatient = fixture.client(fixture.limits, patience(LONGEST, SHORT));

    var held = heldUp(change(impatient, "/1"));

    assertThat(held).hasMessage("another call is changing something on GitHub");
    assertThat(held.after()).isPresent();
    assertThat(api.seen()).isEmpty();

    await(other.giveBack(NAME, GAP));
    assertThat(await(change(client, "/2")).status()).isEqualTo(200);
  }

  @Test
  void keepsTheTurnOfACallThatTakesLong() {
    var kept = Promise.<Void>promise();
    var pushing = Promise.<Void>promise();
    var push =
        fixture
            .client(watched(fixture.limits, "keep", 5, kept), brief())
            .turnstile()
            .pass(LONGEST, stillOurs -> pushing.future());
    await(kept.future());

    assertThat(await(other.take(NAME, LONGEST))).isInstanceOf(Turn.Later.class);
    pushing.complete();
    await(push);
  }

  private static final class Asleep {
    private final AtomicLong nanos = new AtomicLong();

    void pass(Duration time) {
      nanos.addAndGet(time.toNanos());
    }
  }

  /** A process that is stopped for longer than it has the turn finds others at it. */
  @Test
  void sendsNoRequestOnceTheTurnHasPassed() {
    var asleep = new Asleep();
    var limits =
        answering(
            fixture.limits,
            "closedFor",
            asked -> {
              asleep.pass(asked == 1 ? RestFixture.PATIENCE.held() : Duration.ZERO);
              return Future.succeededFuture(Duration.ZERO);
            });
    var slow = fixture.client(limits, RestFixture.PATIENCE, asleep.nanos::get);

    var held = heldUp(change(slow, "/late"));

    assertThat(held).hasMessage("the turn to change something on GitHub has passed");
    assertThat(held.after()).contains(GAP);
    assertThat(await(change(slow, "/in-time")).status()).isEqualTo(200);
    assertThat(api.lines()).containsExactly("POST /in-time");
  }

  @Test
  void countsATurnFromBeforeItWasAskedFor() {
    var asleep = new Asleep();
    var limits =
        answering(
            fixture.limits,
            "take",
            asked -> {
              asleep.pass(RestFixture.PATIENCE.held());
              return Future.succeededFuture(new Turn.Yours());
            });
    var slow = fixture.client(limits, RestFixture.PATIENCE, asleep.nanos::get);

    heldUp(change(slow, "/late"));
    heldUp(slow.turnstile().pass(LONGEST, TurnsTest::pushIfOurs));

    assertThat(api.seen()).isEmpty();
  }

  private static Future<Void> pushIfOurs(Runnable stillOurs) {
    stillOurs.run();
    return Future.succeededFuture();
  }

  @Test
  void hasATurnForAsLongAsItIsKept() {
    var asleep = new Asleep();
    var kept = Promise.<Void>promise();
    var limits =
        answering(
            fixture.limits,
            "keep",
            asked -> {
              if (asked == 3) {
                kept.complete();
              } else {
                asleep.pass(SHORT.minusMillis(1));
              }
              return Future.succeededFuture(true);
            });
    var longer = fixture.client(limits, brief(), asleep.nanos::get).turnstile();

    await(longer.pass(LONGEST, stillOurs -> kept.future().compose(go -> pushIfOurs(stillOurs))));

    assertThat(asleep.nanos).hasValueGreaterThan(SHORT.toNanos());
  }

  @Test
  void hasNoTurnAnyMoreThatItCouldNotKeep() {
    var askedTwice = Promise.<Void>promise();
    var limits =
        answering(
            fixture.limits,
            "keep",
            asked -> {
              if (asked == 2) {
                askedTwice.complete();
              }
              return Future.succeededFuture(false);
            });
    var other = fixture.client(limits, brief(), () -> 0).turnstile();

    heldUp(
        other.pass(LONGEST, stillOurs -> askedTwice.future().compose(go -> pushIfOurs(stillOurs))));
  }

  @Test
  void hasNoTurnAnyMoreOnceItWasGivenBack() {
    var given = Promise.<Runnable>promise();
    heldUp(
        client
            .turnstile()
            .pass(
                SHORT,
                stillOurs -> {
                  given.complete(stillOurs);
                  return Promise.promise().future();
                }));

    assertThatThrownBy(await(given.future())::run).isInstanceOf(HeldUpException.class);
  }

  private static Patience brief() {
    var usual = RestFixture.PATIENCE;
    return new Patience(
        usual.read(), usual.change(), usual.requests(), usual.turns(), usual.turn(), SHORT);
  }

  /**
   * The same limits but for one question.
   *
   * @param answer by how often it was asked, from 1
   */
  private static TokenLimits answering(
      TokenLimits limits, String method, IntFunction<Future<?>> answer) {
    var times = new AtomicInteger();
    return proxy(
        (proxy, called, values) ->
            called.getName().equals(method)
                ? answer.apply(times.incrementAndGet())
                : called.invoke(limits, values));
  }

  /**
   * The same limits.
   *
   * @param done when that was asked for so often
   */
  private static TokenLimits watched(
      TokenLimits limits, String method, int times, Promise<Void> done) {
    var left = new AtomicInteger(times);
    return proxy(
        (proxy, called, values) -> {
          if (called.getName().equals(method) && left.decrementAndGet() == 0) {
            done.complete();
          }
          return called.invoke(limits, values);
        });
  }

  private static TokenLimits proxy(InvocationHandler handler) {
    var loader = TurnsTest.class.getClassLoader();
    var types = new Class<?>[] {TokenLimits.class};
    return (TokenLimits) Proxy.newProxyInstance(loader, types, handler);
  }

  @Test
  void takesTheTurnOfAnotherNodeThatHasDied() {
    await(other.take(NAME, Duration.ofMillis(100)));

    assertThat(await(change(client, "/1")).status()).isEqualTo(200);
  }

  @Test
  void waitsForAnotherNodeThatEndsSoon() {
    await(other.take(NAME, LONGEST));
    var asked = change(client, "/1");
    await(other.giveBack(NAME, GAP));

    assertThat(await(asked).status()).isEqualTo(200);
  }

  @Test
  void comesBackWhenTooManyWaitInFront() {
    var impatient = fixture.client(fixture.limits, patience(SHORT, LONGEST));
    var pushing = Promise.<Void>promise();
    var push = impatient.turnstile().pass(LONGEST, stillOurs -> pushing.future());

    var held = heldUp(change(impatient, "/1"));

    assertThat(held).hasMessage("too many wait to speak to GitHub");
    assertThat(held.after()).contains(GAP);
    pushing.complete();
    await(push);
    await(change(impatient, "/2"));
    assertThat(api.lines()).containsExactly("POST /2");
  }

  @Test
  void takesTheTurnFromACallThatDoesNotEnd() {
    var never = client.turnstile().pass(SHORT, stillOurs -> Promise.promise().future());

    assertThat(heldUp(never)).hasMessage("a call to GitHub has not ended within 1 s");
    assertThat(await(change(client, "/1")).status()).isEqualTo(200);
  }

  @Test
  void goesOnWhereItIsAtHomeAfterACallThatDoesNotEnd() {
    var before = contextOf("/1");
    var never = client.turnstile().pass(SHORT, stillOurs -> Promise.promise().future());
    var after = contextOf("/2");

    heldUp(never);
    assertThat(await(after)).isSameAs(await(before));
  }

  /** Where a change is made. */
  private Future<Context> contextOf(String path) {
    var seen = Promise.<Context>promise();
    return client
        .change(HttpMethod.POST, path, null, () -> seen.complete(Vertx.currentContext()))
        .compose(reply -> seen.future());
  }

  @Test
  void asksForNothingInsideAClosedWindow() {
    await(other.close(NAME, Duration.ofMinutes(12)));

    var change = heldUp(change(client, "/1"));
    var push = heldUp(client.turnstile().pass(LONGEST, stillOurs -> thrown(new AssertionError())));

    for (var held : List.of(change, push)) {
      assertThat(held).hasMessage("GitHub's rate limit is used up; going on in 12 min");
      assertThat(held.after().orElseThrow())
          .isBetween(Duration.ofMinutes(11), Duration.ofMinutes(12));
    }
    assertThat(api.seen()).isEmpty();
  }

  private static <T> T thrown(Error cause) {
    throw cause;
  }

  private static Patience patience(Duration turns, Duration turn) {
    var usual = RestFixture.PATIENCE;
    return new Patience(usual.read(), usual.change(), usual.requests(), turns, turn);
  }
}
