package io.llmdevops.github.rest;

import static io.llmdevops.github.rest.RestFixture.TOKEN;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A server may repeat the token wherever it likes: we do not. */
class TokenSilenceTest {

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.llmdevops.github");
  @TempDir Path dataDir;

  @BeforeEach
  void listen() {
    logger.setLevel(Level.TRACE);
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Test
  void tellsTheTokenToNobody() throws Exception {
    var texts = new ArrayList<String>();
    try (var fixture = new RestFixture(dataDir, Clock.systemUTC())) {
      echo(fixture.api);
      for (var status : List.of(200, 302, 401, 403, 404, 409, 422, 451, 500, 503)) {
        texts.add(outcome(fixture.client.get("/repos/o/r?status=" + status)));
        texts.add(
            outcome(
                fixture.client.change(
                    HttpMethod.POST, "/repos/o/r?status=" + status, null, () -> {})));
      }
      fixture.api.then(request -> request.connection().close());
      texts.add(outcome(fixture.client.get("/broken")));
      var impatient = new Patience(Duration.ofMillis(100), null, Duration.ofSeconds(5), null, null);
      texts.add(outcome(fixture.client(fixture.limits, complete(impatient)).get("/never")));
    }

    assertThat(texts).hasSize(22).noneMatch(text -> text.contains(TOKEN));
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch("GET /repos/o/r?status=404"::equals)
        .anyMatch(line -> line.matches("GET /repos/o/r\\?status=404: 404 after \\d+ ms, .* left"))
        .noneMatch(line -> line.contains(TOKEN));
    assertThat(new Wire.Outgoing(HttpMethod.GET, "/user", null, null).toString())
        .isEqualTo("GET /user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\n" + TOKEN + "\u0001: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: " + TOKEN + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 " + TOKEN + "\r\n\r\n"
      })
  void logsNothingOfWhatIsNoHttp(String answer) throws Exception {
    var root = (Logger) LoggerFactory.getLogger("io.vertx");
    root.addAppender(logged);
    try (var fixture = new RestFixture(dataDir, Clock.systemUTC());
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var asked = fixture.client(TOKEN, url).get("/user");
      try (var connection = server.accept()) {
        connection.getInputStream().read();
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        assertThat(outcome(asked)).doesNotContainIgnoringCase(TOKEN);
        connection.setSoLinger(true, 0);
      }
    } finally {
      root.detachAppender(logged);
    }

    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .isEmpty();
  }

  private static Patience complete(Patience some) {
    var usual = RestFixture.PATIENCE;
    return new Patience(some.read(), usual.change(), some.requests(), usual.turns(), usual.turn());
  }

  private static void echo(ScriptedApi api) {
    var error = new JsonObject().put("message", "not with " + TOKEN).put("field", TOKEN);
    var body =
        new JsonObject()
            .put("message", "the token " + TOKEN + " is odd")
            .put("errors", new JsonArray().add(TOKEN).add(error))
            .encode();
    api.always(
        request -> {
          if (request.path().endsWith("/never")) {
            return;
          }
          ScriptedApi.answer(
              request,
              Integer.parseInt(request.getParam("status")),
              Map.of(
                  "Location", "https://" + TOKEN + "@example.com/",
                  "X-OAuth-Scopes", TOKEN,
                  "X-Accepted-OAuth-Scopes", TOKEN,
                  "X-Accepted-GitHub-Permissions", TOKEN,
                  "x-ratelimit-remaining", TOKEN,
                  "X-GitHub-SSO", "required; url=https://github.com/" + TOKEN),
              body);
        });
  }

  /** All that anybody could show of it: the answer, or the failure with its causes. */
  private static String outcome(Future<Reply> call) {
    try {
      var reply = await(call);
      return reply + reply.said();
    } catch (RuntimeException failure) {
      var text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }
}
