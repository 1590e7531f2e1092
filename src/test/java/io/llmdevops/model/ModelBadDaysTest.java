package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.Machine;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.ModelException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers of models do on a bad day, in both dialects. */
@ExtendWith(VertxExtension.class)
class ModelBadDaysTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private Vertx vertx;
  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.fixture = new ModelFixture(vertx);
  }

  @ParameterizedTest
  @CsvSource({
    "408, PASSING, the server failed",
    "409, PASSING, the server failed",
    "425, PASSING, the server failed",
    "429, PASSING, too many requests",
    "500, PASSING, the server failed",
    "502, PASSING, the server failed",
    "503, PASSING, the server failed",
    "529, PASSING, the server failed",
    "401, ACCOUNT, the key was refused",
    "402, ACCOUNT, out of quota",
    "403, ACCOUNT, access was refused",
    "404, ACCOUNT, no such model or address",
    "301, ACCOUNT, redirects are not followed",
    "400, REQUEST, the request was not accepted",
    "413, REQUEST, the prompt is too large",
    "418, REQUEST, the request was not accepted",
    "422, REQUEST, the request was not accepted"
  })
  void tellsWhatAStatusMeans(int status, Kind kind, String words) throws Exception {
    for (var dialect : Dialect.values()) {
      fixture.server.next().fails(status, Map.of(), "{\"error\":{\"message\":\"so it is\"}}");

      var failure = fixture.failure(dialect);

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure)
          .hasMessageStartingWith("test-model: ")
          .hasMessageContaining(words)
          .hasMessageContaining("HTTP " + status);
      assertThat(failure.call()).isEmpty();
      assertThat(failure.retryAfter()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, 401, test-model: the key was refused (HTTP 401): check OPENAI_API_KEY",
    "ANTHROPIC, 401, test-model: the key was refused (HTTP 401): check ANTHROPIC_API_KEY",
    "OPENAI, 500, test-model: the server failed (HTTP 500); the server says: so it is"
  })
  void namesWhatToDo(Dialect dialect, int status, String message) throws Exception {
    fixture.server.next().fails(status, Map.of(), "{\"error\":{\"message\":\"so\\nit  is\"}}");

    assertThat(fixture.failure(dialect)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "429, insufficient_quota, insufficient_quota",
    "429, billing_not_active, billing_not_active",
    "400, billing_hard_limit_reached, billing_hard_limit_reached",
    "403, billing_error, billing_error"
  })
  void tellsAnEmptyAccountFromATooBusyOne(int status, String code, String named) throws Exception {
    for (var dialect : Dialect.values()) {
      fixture.server.next().fails(status, Map.of(), "{\"error\":{\"code\":\"" + code + "\"}}");

      var failure = fixture.failure(dialect);

      assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
      assertThat(failure)
          .hasMessageContaining("out of quota (HTTP %d, %s)".formatted(status, named))
          .hasMessageContaining("top up the account or set another key in ");
    }
  }

  @Test
  void understandsThatAnthropicCallsAnEmptyAccountABadRequest() throws Exception {
    var body =
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
            + "\"Your credit balance is too low to access the Anthropic API.\"}}";
    fixture.server.next().fails(400, Map.of(), body);

    assertThat(fixture.failure(Dialect.ANTHROPIC).kind()).isEqualTo(Kind.ACCOUNT);
  }

  @Test
  void understandsThatGeminiCallsAWrongKeyABadRequest() throws Exception {
    var body =
        "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
            + "\"status\":\"INVALID_ARGUMENT\"}}]";
    fixture.server.next().fails(400, Map.of(), body);

    var failure = fixture.failure(Dialect.OPENAI);

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure).hasMessageContaining("the key was refused").hasMessageContaining("OPENAI");
  }

  @ParameterizedTest
  @EnumSource
  void readsWhenToAskAgain(Dialect dialect) throws Exception {
    var inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC));
    fixture.server.next().fails(429, Map.of("Retry-After", "7"), "{}");
    fixture.server.next().fails(503, Map.of("Retry-After", inAnHour), "{}");
    fixture.server.next().fails(529, Map.of("Retry-After", "2", "retry-after-ms", "1500.25"), "{}");
    fixture.server.next().fails(429, Map.of("Retry-After", "soon"), "{}");

    assertThat(fixture.failure(dialect).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(fixture.failure(dialect).retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(3_500), Duration.ofSeconds(3_600));
    assertThat(fixture.failure(dialect).retryAfter()).contains(Duration.ofMillis(1_500));
    assertThat(fixture.failure(dialect).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\":{\"code\":\"content_filter\"}}'",
    "400, '{\"error\":{\"code\":\"content_policy_violation\"}}'",
    "403, '{\"error\":{\"code\":403,\"metadata\":{\"reasons\":[\"x\"],\"flagged_input\":\"y\"}}}'"
  })
  void takesAnObjectionToTheContentForARefusal(int status, String body) throws Exception {
    for (var dialect : Dialect.values()) {
      fixture.server.next().fails(status, Map.of(), body);

      var answer = fixture.answer(dialect);

      assertThat(answer.stop()).isEqualTo(Stop.REFUSED);
      assertThat(answer.call().inputTokens()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsNoRedirectAndNamesItsHost(Dialect dialect) throws Exception {
    var target = "https://elsewhere.example/v1?token=abc";
    fixture.server.next().fails(308, Map.of("Location", target), "");

    assertThat(fixture.failure(dialect))
        .hasMessageContaining("base_url) to its new address at elsewhere.example")
        .message()
        .doesNotContain("token");
    assertThat(fixture.server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfARefusedConnection(Dialect dialect) throws Exception {
    var port = Machine.freePort();

    var failure = failureAt(dialect, "http://127.0.0.1:" + port);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure.call()).isEmpty();
    assertThat(failure)
        .hasMessage("test-model: no connection to 127.0.0.1:%d: connection refused", port);
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfAnUnknownName(Dialect dialect) throws Exception {
    var failure = failureAt(dialect, "https://no.such.host.invalid");

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure.call()).isEmpty();
    assertThat(failure)
        .hasMessage("test-model: no connection to no.such.host.invalid:443: the name is not known");
  }

  @Test
  void trustsNoCertificateThatNobodyVouchesFor() throws Exception {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(SelfSignedCertificate.create("localhost").keyCertOptions());
    var tls =
        ModelFixture.await(
            vertx
                .createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));

    var failure = failureAt(Dialect.OPENAI, "https://localhost:" + tls.actualPort());

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure).hasMessageContaining("its certificate is not trusted");
  }

  @Test
  void tellsThatAServerSpeaksNoTls() throws Exception {
    fixture.server.always().says("never read");

    var failure =
        failureAt(Dialect.OPENAI, fixture.server.url().toString().replace("http:", "https:"));

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure).hasMessageContaining("it speaks no TLS");
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatIsNotHttp(Dialect dialect) throws Exception {
    var server =
        ModelFixture.await(
            vertx
                .createNetServer()
                .connectHandler(socket -> socket.write("SSH-2.0-made_up\r\n\r\n"))
                .listen(0, "127.0.0.1"));

    var failure = failureAt(dialect, "http://127.0.0.1:" + server.actualPort());

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageContaining("not HTTP");
  }

  @ParameterizedTest
  @EnumSource
  void givesUpOnSilenceBeforeTheAnswer(Dialect dialect) throws Exception {
    fixture.standStill().idle(SHORT).server.next().fallsSilent();

    var failure = failureAfter(fixture.server.request(0), fixture.ask(dialect));

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessage("test-model: no answer for 0.2 s (LLM_IDLE_TIMEOUT)");
    assertThat(failure.call().orElseThrow().inputTokens()).isPositive();
    hungUp();
  }

  @ParameterizedTest
  @EnumSource
  void givesUpOnSilenceInTheMiddle(Dialect dialect) throws Exception {
    var script = fixture.standStill().idle(SHORT).server.next();
    script.usage(50, 0, 9).says("Hello, half of it").fallsSilent();

    var failure = failureAfter(fixture.heard(), fixture.ask(dialect));

    assertThat(failure).hasMessageContaining("no answer for 0.2 s");
    assertThat(fixture.text).hasToString("Hello, half of it");
    var call = failure.call().orElseThrow();
    assertThat(call.outputTokens()).isEqualTo(5);
    assertThat(call.inputTokens()).isEqualTo(dialect == Dialect.ANTHROPIC ? 50 : 5);
    hungUp();
  }

  @ParameterizedTest
  @EnumSource
  void takesAnySignOfLifeForLife(Dialect dialect) throws Exception {
    var pause = Duration.ofMillis(150);
    var script = fixture.idle(Duration.ofSeconds(1)).server.next();
    for (var beat = 1; beat <= 10; beat++) {
      script.waitsFor(vertx.timer(pause.toMillis() * beat)).sends(":");
    }
    script.sends("\n\n").says("Hello");

    fixture.answer(dialect);

    assertThat(fixture.text).hasToString("Hello");
  }

  @ParameterizedTest
  @EnumSource
  void endsALivelyAnswerAtItsTime(Dialect dialect) throws Exception {
    fixture.standStill().most(SHORT).server.next().sendsForEver(": ping\n\n");

    var failure = failureAfter(fixture.server.request(0), fixture.ask(dialect));

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageContaining("not there in time");
    assertThat(failure.call()).isPresent();
    hungUp();
  }

  @Test
  void endsAHandshakeThatNeverComesAtItsTime() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      fixture.standStill().most(SHORT);
      var accepted = vertx.executeBlocking(silent::accept);

      var sending = new AtomicBoolean();
      var url = URI.create("https://localhost:" + silent.getLocalPort());
      var model = fixture.model(ModelServer.config(Dialect.OPENAI, "test-model", url));
      var usual = fixture.prompt();
      var prompt =
          new Prompt(usual.stable(), usual.turns(), usual.limits(), () -> sending.set(true));

      var answer = model.generate(prompt, fixture.text::append);

      var failure = failureAfter(accepted, answer);

      assertThat(failure).hasMessageContaining("not there in time");
      assertThat(failure.call()).isEmpty();
      assertThat(sending).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAStatusWhoseBodyNeverEnds(Dialect dialect) throws Exception {
    fixture.idle(Duration.ofSeconds(1));
    var server =
        ModelFixture.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> request.response().setStatusCode(503).setChunked(true).write("…"))
                .listen(0, "127.0.0.1"));

    assertThat(failureAt(dialect, "http://127.0.0.1:" + server.actualPort()))
        .hasMessageContaining("HTTP 503");
  }

  @ParameterizedTest
  @EnumSource
  void readsNoEndlessErrorBody(Dialect dialect) throws Exception {
    var hungUp = Promise.<Void>promise();
    var server =
        ModelFixture.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.connection().closeHandler(hungUp::tryComplete);
                      var response = request.response().setStatusCode(500).setChunked(true);
                      vertx.setPeriodic(1, tick -> response.write(Buffer.buffer(new byte[8_192])));
                    })
                .listen(0, "127.0.0.1"));

    assertThat(failureAt(dialect, "http://127.0.0.1:" + server.actualPort()))
        .hasMessageContaining("HTTP 500");
    ModelFixture.await(hungUp.future());
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfAConnectionThatBreaksBeforeTheAnswer(Dialect dialect) throws Exception {
    fixture.server.next().breaksOff();

    var failure = fixture.failure(dialect);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageMatching("test-model: the connection to 127.0.0.1:\\d+ broke");
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfAStreamThatIsCut(Dialect dialect) throws Exception {
    fixture.server.next().says("Hello").breaksOff();
    fixture.server.next().says("Hello").endsHere();
    fixture.server.next().begins().endsHere();
    fixture.server.next().says("Hello").sends("data: {\"choices\":[{\"del").endsHere();

    for (var time = 0; time < 4; time++) {
      var failure = fixture.failure(dialect);
      assertThat(failure.kind()).isEqualTo(Kind.PASSING);
      assertThat(failure).hasMessageMatching("test-model: .*(broke).*");
      assertThat(failure.call()).isPresent();
    }
    assertThat(fixture.text).hasToString("HelloHelloHello");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, 'data: <html>\n\n', not JSON",
    "OPENAI, 'data: {\"choices\":\n\n', not JSON",
    "OPENAI, 'data: [1]\n\n', not a JSON object",
    "OPENAI, 'data: {} {}\n\n', not JSON",
    "ANTHROPIC, 'event: x\ndata: nothing\n\n', not JSON",
    "ANTHROPIC, 'event: message_stop\ndata\n\n', not a JSON object"
  })
  void tellsOfAMalformedStream(Dialect dialect, String event, String words) throws Exception {
    fixture.server.next().says("Hello").sends(event).says("too late").fallsSilent();

    var failure = fixture.failure(dialect);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageContaining(words);
    assertThat(failure.call()).isPresent();
    assertThat(fixture.text).hasToString("Hello");
    hungUp();
  }

  @ParameterizedTest
  @CsvSource({"OPENAI, text/html", "ANTHROPIC, application/json"})
  void tellsOfAnAnswerThatIsNoStream(Dialect dialect, String type) throws Exception {
    fixture.server.next().calls(type + "; charset=utf-8").sends("<p>Welcome!</p>").endsHere();

    var failure = fixture.failure(dialect);

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageContaining("answers with " + type);
    assertThat(failure.call()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void boundsAnEvent(Dialect dialect) throws Exception {
    fixture.server.next().sends("data: ").sendsForEver("x".repeat(1 << 16));

    var failure = fixture.failure(dialect);

    assertThat(failure).hasMessageContaining("more than 2 MiB");
    hungUp();
  }

  @ParameterizedTest
  @EnumSource
  void boundsAnAnswer(Dialect dialect) throws Exception {
    fixture.server.next().saysForEver("x".repeat(1 << 17));
    var heard = new long[1];
    var model = fixture.model(dialect);

    var failure =
        ModelFixture.failure(
            model.generate(fixture.prompt(8 << 20), piece -> heard[0] += piece.length()));

    assertThat(failure.kind()).isEqualTo(Kind.PASSING);
    assertThat(failure).hasMessageContaining("longer than 16 million characters");
    assertThat(heard[0]).isEqualTo(16L << 20);
    hungUp();
  }

  @ParameterizedTest
  @EnumSource
  void cutsOffAServerThatKeepsToNoLimit(Dialect dialect) throws Exception {
    fixture.server.next().saysForEver("four");

    var answer = fixture.answer(dialect);

    assertThat(answer.stop()).isEqualTo(Stop.TRUNCATED);
    assertThat(answer.call().outputTokens()).isBetween(3_000L, 3_100L);
    hungUp();
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, PASSING",
    "rate_limit_error, PASSING",
    "api_error, PASSING",
    "server_error, PASSING",
    "something_new, PASSING",
    "authentication_error, ACCOUNT",
    "permission_error, ACCOUNT",
    "billing_error, ACCOUNT",
    "not_found_error, ACCOUNT",
    "insufficient_quota, ACCOUNT",
    "invalid_request_error, REQUEST",
    "request_too_large, REQUEST"
  })
  void tellsWhatAnErrorInTheStreamMeans(String name, Kind kind) throws Exception {
    for (var dialect : Dialect.values()) {
      fixture.server.next().says("Hello").breaksDown(name, "so it is");

      var failure = fixture.failure(dialect);

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining("in the middle of the answer, " + name);
      assertThat(failure.call().orElseThrow().outputTokens()).isEqualTo(2);
    }
  }

  @Test
  void readsAStatusInAnErrorInTheStream() throws Exception {
    var error = "{\"error\":{\"code\":402,\"message\":\"no credits\"},\"choices\":[]}";
    fixture.server.next().says("Hello").sends("data: " + error + "\n\n");
    fixture
        .server
        .next()
        .says("Hello")
        .sends("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n");

    assertThat(fixture.failure(Dialect.OPENAI).kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(fixture.failure(Dialect.OPENAI).kind()).isEqualTo(Kind.PASSING);
  }

  /** As OpenRouter puts it (openrouter.ai/docs, "Errors", in the middle of a stream). */
  @Test
  void readsTheErrorBesideAChoiceThatSaysNoMoreThanThatItFailed() throws Exception {
    var error =
        "{\"error\":{\"code\":402,\"message\":\"no credits\"},"
            + "\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}";
    fixture.server.next().says("Hello").sends("data: " + error + "\n\n");

    var failure = fixture.failure(Dialect.OPENAI);

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure).hasMessageContaining("out of quota").hasMessageContaining("no credits");
  }

  @ParameterizedTest
  @EnumSource
  void failsAsItsReaderDoes(Dialect dialect) throws Exception {
    fixture.server.next().says("Hello").fallsSilent();
    var model = fixture.model(dialect);
    var thrown = new IllegalStateException("enough");

    var answer =
        model.generate(
            fixture.prompt(),
            piece -> {
              throw thrown;
            });

    assertThatThrownBy(() -> ModelFixture.await(answer)).isSameAs(thrown);
    hungUp();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAKeyThatNoHeaderCanCarry(Dialect dialect) throws Exception {
    var config = Configs.withKey(fixture.server.config(dialect), Optional.of("a key\r\nX: y"));

    var failure =
        ModelFixture.failure(
            fixture.model(config).generate(fixture.prompt(), fixture.text::append));

    assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT);
    assertThat(failure).hasMessageContaining("_API_KEY").message().doesNotContain("X: y");
    assertThat(fixture.server.requests()).isEmpty();
  }

  private void hungUp() throws Exception {
    ModelFixture.await(fixture.server.requests().get(0).closed());
  }

  private ModelException failureAfter(Future<?> event, Future<Answer> answer) throws Exception {
    ModelFixture.await(event);
    fixture.pass(SHORT);
    return ModelFixture.failure(answer);
  }

  private ModelException failureAt(Dialect dialect, String url) throws Exception {
    return ModelFixture.failure(askAt(dialect, url));
  }

  private Future<Answer> askAt(Dialect dialect, String url) {
    var model = fixture.model(ModelServer.config(dialect, "test-model", URI.create(url)));
    return model.generate(fixture.prompt(), fixture.text::append);
  }
}
