package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.standin.Options.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-in limits what is asked of it, and sees who does not heed that. */
@Timeout(60)
class LimitsTest extends StandInFixture {

  private StandInGithub github;
  private Api api;

  private void with(Options options) {
    github = github(options);
    api = Api.of(github);
  }

  private static long header(HttpResponse<String> response, String name) {
    return response.headers().firstValueAsLong(name).orElseThrow();
  }

  @Test
  void tellsWhatIsLeftOfTheHour() throws Exception {
    with(Options.quick());
    var one = api.get("/user");
    var two = api.get("/user");

    assertThat(header(one, "X-RateLimit-Limit")).isEqualTo(5_000);
    assertThat(header(one, "X-RateLimit-Remaining")).isEqualTo(4_999);
    assertThat(header(two, "X-RateLimit-Remaining")).isEqualTo(4_998);
    assertThat(header(two, "X-RateLimit-Used")).isEqualTo(2);
    var date = two.headers().firstValue("Date").orElseThrow();
    assertThat(header(two, "X-RateLimit-Reset"))
        .isBetween(
            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond() + 3_590,
            Instant.now().getEpochSecond() + 3_601);
  }

  @Test
  void countsNothingForWhatHasNotChanged() throws Exception {
    with(Options.quick());
    var first = api.get("/users/octo-engine");
    var etag = first.headers().firstValue("ETag").orElseThrow();
    var second = api.get("/users/octo-engine", "If-None-Match", etag);

    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(header(second, "X-RateLimit-Remaining")).isEqualTo(4_999);
    assertThat(github.journal().notModified()).isEqualTo(1);
  }

  @Test
  void refusesAllOnceTheHourIsSpent() throws Exception {
    with(Options.quick().limits(Refusal.RETRY_AFTER));
    github.spend(github.token(), 4_999);
    var last = api.get("/user");
    var refused = api.get("/user");

    assertThat(last.statusCode()).isEqualTo(200);
    assertThat(header(last, "X-RateLimit-Remaining")).isZero();
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Api.json(refused).getString("message")).startsWith("API rate limit exceeded");
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(header(refused, "X-RateLimit-Remaining")).isZero();
  }

  @Test
  void refusesMoreThanEightyChangesAMinute() throws Exception {
    with(Options.quick().limits(Refusal.RETRY_AFTER));
    for (var i = 0; i < 80; i++) {
      assertThat(change().statusCode()).isEqualTo(404);
    }
    var refused = change();

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Api.json(refused).getString("message"))
        .startsWith("You have exceeded a secondary rate limit and have been temporarily blocked");
    assertThat(header(refused, "Retry-After")).isBetween(1L, 60L);
    assertThat(api.get("/user").statusCode()).as("reading is refused as well").isEqualTo(403);
  }

  private HttpResponse<String> change() throws Exception {
    return api.post("/repos/octo-engine/nothing/pages/builds", null);
  }

  @Test
  void opensAgainWhenItHasSaid() throws Exception {
    with(Options.quick().scale(120).limits(Refusal.RETRY_AFTER));
    github.close(github.token(), Refusal.RETRY_AFTER, Duration.ofMinutes(4));
    var refused = api.get("/user");
    vertx.timer(1_000 * header(refused, "Retry-After")).await();

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(api.get("/user").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void saysItInEachOfTheFormsThatAreDocumented(Refusal form) throws Exception {
    with(Options.quick().limits(form));
    github.close(github.token(), form, Duration.ofSeconds(30));
    var refused = api.get("/user");

    assertThat(refused.statusCode()).isEqualTo(form == Refusal.TOO_MANY_REQUESTS ? 429 : 403);
    assertThat(refused.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(form == Refusal.RETRY_AFTER || form == Refusal.TOO_MANY_REQUESTS);
    assertThat(header(refused, "X-RateLimit-Remaining") == 0).isEqualTo(form == Refusal.RESET);
  }

  @Test
  void recordsWhatIsAskedInsideAClosedWindow() throws Exception {
    with(Options.quick().limits(Refusal.RETRY_AFTER));
    github.close(github.token(), Refusal.RETRY_AFTER, Duration.ofSeconds(30));
    vertx.timer(250).await();
    api.get("/user");

    assertThat(github.journal().violations())
        .singleElement()
        .extracting(Violation::kind)
        .isEqualTo(Violation.Kind.INSIDE_CLOSED_WINDOW);
  }

  @Test
  void recordsChangesThatComeTooClose() throws Exception {
    with(Options.quick().gap(Duration.ofHours(1)));
    change();
    change();

    assertThat(github.journal().violations())
        .singleElement()
        .extracting(Violation::kind)
        .isEqualTo(Violation.Kind.CHANGES_TOO_CLOSE);
  }

  @Test
  void recordsTwoChangesAtOnce() throws Exception {
    with(Options.quick());
    var isThere = new CountDownLatch(1);
    var goOn = Promise.<Void>promise();
    github
        .faults()
        .before(
            call -> {
              isThere.countDown();
              return call.number() == 0 ? goOn.future() : Future.succeededFuture();
            });
    var first = vertx.executeBlocking(this::change, false);
    isThere.await();
    change();
    goOn.complete();
    first.await();

    assertThat(github.journal().violations())
        .singleElement()
        .extracting(Violation::kind)
        .isEqualTo(Violation.Kind.TWO_CHANGES_AT_ONCE);
    assertThat(github.journal().calls(Faults.rest(HttpMethod.POST, ".*/builds"))).hasSize(2);
  }

  @Test
  void seesTokensWhereNoneMayBe() throws Exception {
    with(Options.quick().unjudged());
    api.get("/user?token=" + github.token());
    Api.page(github.pagesUrl(StandInGithub.LOGIN) + "/app/", "Authorization", "Bearer x");
    api.post("/user/repos", new JsonObject().put("name", github.token()));

    assertThat(github.journal().violations())
        .extracting(Violation::kind)
        .containsExactly(
            Violation.Kind.TOKEN_SHOWN, Violation.Kind.TOKEN_ABROAD, Violation.Kind.TOKEN_SHOWN);
  }
}
