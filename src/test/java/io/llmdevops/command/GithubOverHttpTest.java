package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GithubOverHttpTest {

  private static final String TOKEN = "github_pat_of_the_tests";

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private GithubOverHttp github(String apiUrl) {
    var second = Duration.ofSeconds(1);
    var pace = new GithubConfig.Pace(second, second, second, second);
    return new GithubOverHttp(
        vertx,
        new GithubConfig(new Secret(TOKEN), URI.create(apiUrl), Optional.empty(), pace),
        new StoreConfig(Path.of("there-is-none")));
  }

  private HttpServer answering(int status) throws TimeoutException {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              asked.add(request.method() + " " + request.uri() + " " + user(request));
              request.response().putHeader("Location", "/elsewhere").setStatusCode(status).end();
            })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
  }

  private static String user(HttpServerRequest request) {
    var basic = request.getHeader("Authorization").replaceFirst("^Basic ", "");
    return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 302, 401, 403, 404, 500})
  void knocksOnceAndFollowsNoRedirect(int status) throws TimeoutException {
    var server = answering(status);
    var api = "http://127.0.0.1:" + server.actualPort();

    var answer = github(api).knockToPush(URI.create(api + "/octocat/hello.git"));

    assertThat(answer.await(20, TimeUnit.SECONDS)).isEqualTo(status);
    assertThat(asked)
        .containsExactly(
            "GET /octocat/hello.git/info/refs?service=git-receive-pack x-access-token:" + TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/o/r.git",
        "http://api.github.com:%d/o/r.git",
        "https://localhost:%d/o/r.git",
        "https://me@github.com:%d/o/r.git",
        "ssh://git@github.com:%d/o/r.git"
      })
  void sendsTheTokenOnlyToThePlaceOfTheApiAndNotInTheClear(String cloneUrl)
      throws TimeoutException {
    var server = answering(200);
    var url = URI.create(cloneUrl.formatted(server.actualPort()));

    var answer = github("https://api.github.com").knockToPush(url);

    assertThatThrownBy(() -> answer.await(20, TimeUnit.SECONDS))
        .hasMessageContaining("not one that the token is sent to");
    assertThat(asked).isEmpty();
  }

  @Test
  void remembersTheLongestWindowThatWasClosedAndNeverHasATurn() {
    var nanos = new AtomicLong(Long.MAX_VALUE);
    var limits = new LimitsOfThisRun(nanos::get, token -> Future.succeededFuture(Duration.ZERO));
    assertThat(limits.closedFor("t").result()).isZero();

    limits.close("t", Duration.ofSeconds(9));
    limits.close("t", Duration.ofSeconds(3));
    assertThat(limits.closedFor("t").result()).isEqualTo(Duration.ofSeconds(9));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(limits.closedFor("t").result()).isEqualTo(Duration.ofSeconds(4));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(limits.closedFor("t").result()).isZero();

    assertThat(limits.closeUntold("t", Duration.ofMinutes(1)).result())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.closedFor("t").result()).isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.take("t", Duration.ofSeconds(1)).map(TokenLimits.Turn.class::cast).failed())
        .isTrue();
  }
}
