package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say may repeat the key or somebody else's; none of it may be shown. */
@ExtendWith(VertxExtension.class)
class ModelSecretsTest {

  private static final List<Integer> STATUSES =
      List.of(301, 400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 425, 429, 500, 502, 503, 529);
  private static final String ANOTHERS = "sk-proj-1234567890abcdefghijklmn";

  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.fixture = new ModelFixture(vertx);
  }

  @ParameterizedTest
  @EnumSource
  void keepsKeysOutOfEveryMessage(Dialect dialect) throws Exception {
    var echo = "Incorrect API key: " + ModelServer.KEY + ", not " + ANOTHERS;
    for (var status : STATUSES) {
      for (var body : bodies(echo)) {
        fixture
            .server
            .next()
            .fails(status, Map.of("Location", "https://" + ModelServer.KEY + "/"), body);

        assertSilent(fixture.failure(dialect));
      }
    }
  }

  private static List<String> bodies(String echo) {
    var error = new JsonObject().put("message", echo).put("code", ModelServer.KEY);
    return List.of(
        new JsonObject().put("error", error.put("type", ModelServer.KEY)).encode(),
        new JsonObject().put("error", echo).encode(),
        new JsonObject().put("detail", List.of(new JsonObject().put("msg", echo))).encode(),
        " ".repeat(1_990) + echo,
        "x".repeat(290) + echo);
  }

  @ParameterizedTest
  @EnumSource
  void keepsKeysOutOfErrorsInTheStream(Dialect dialect) throws Exception {
    for (var name : List.of("api_error", "authentication_error", ModelServer.KEY)) {
      fixture.server.next().breaksDown(name, "your key " + ModelServer.KEY + " and " + ANOTHERS);

      assertSilent(fixture.failure(dialect));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsKeysOutOfEveryOtherFailure(Dialect dialect) throws Exception {
    fixture.idle(Duration.ofMillis(200));
    fixture.server.next().calls(ModelServer.KEY).sends("x").endsHere();
    fixture.server.next().sends("data: " + ModelServer.KEY + "\n\n").endsHere();
    fixture.server.next().breaksOff();
    fixture.server.next().fallsSilent();

    for (var time = 0; time < 4; time++) {
      assertSilent(fixture.failure(dialect));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see https://example.com/billing?key=abc123#top",
        "see https://user:abc123@example.com/billing"
      })
  void namesNoCredentialsOfAnAddress(String message) throws Exception {
    fixture.server.next().fails(500, Map.of(), new JsonObject().put("error", message).encode());

    assertThat(fixture.failure(Dialect.OPENAI))
        .hasMessageContaining("https://example.com/billing")
        .message()
        .doesNotContain("abc123");
  }

  @Test
  void namesNoCredentialsOfTheBaseUrl() throws Exception {
    var url = URI.create("http://user:abc123@127.0.0.1:1/path");
    var model = fixture.model(ModelServer.config(Dialect.ANTHROPIC, "test-model", url));

    var failure = ModelFixture.failure(model.generate(fixture.prompt(), fixture.text::append));

    assertThat(failure).message().contains("127.0.0.1:1:").doesNotContain("abc123", "path");
  }

  @Test
  void cutsWhatAServerSays() throws Exception {
    var long300 = new JsonObject().put("error", "so it is. ".repeat(1_000)).encode();
    fixture.server.next().fails(500, Map.of(), long300);

    assertThat(fixture.failure(Dialect.OPENAI).getMessage()).hasSizeLessThan(380).endsWith("…");
  }

  @Test
  void keepsNamesOfModelsReadable() throws Exception {
    var named = "claude-3-5-sonnet-20241022-v2";
    fixture.server.next().fails(404, Map.of(), new JsonObject().put("error", named).encode());
    var model = fixture.model(fixture.server.config(Dialect.ANTHROPIC, named));

    assertThat(ModelFixture.failure(model.generate(fixture.prompt(), fixture.text::append)))
        .hasMessageEndingWith("the server says: " + named);
  }

  @Test
  void keepsAShortKeyOutAsWell() throws Exception {
    fixture.server.next().fails(500, Map.of(), "{\"error\":\"key k3y, please\"}");
    var config = Configs.withKey(fixture.server.config(Dialect.OPENAI), Optional.of("k3y"));

    var failure =
        ModelFixture.failure(
            fixture.model(config).generate(fixture.prompt(), fixture.text::append));

    assertThat(failure).hasMessageEndingWith("key ***, please");
  }

  private static void assertSilent(ModelException failure) {
    assertThat(failure.toString())
        .doesNotContain(ModelServer.KEY)
        .doesNotContain(ModelServer.KEY.substring(0, 12))
        .doesNotContain(ANOTHERS)
        .doesNotContain("\n");
    assertThat(failure.getMessage()).doesNotContain("Exception", "io.vertx", "java.");
    assertThat(failure.getCause()).isNull();
  }
}
