package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

  private static final List<Secret> SECRETS =
      List.of(new Secret("hush-hush"), new Secret("a\"bcd"));

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  private String line(LogConfig.Format format, String message) {
    Encoder<ch.qos.logback.classic.spi.ILoggingEvent> encoder =
        Logging.encoder(format, context, SECRETS);
    var event =
        new LoggingEvent(
            "",
            context.getLogger("io.llmdevops.Some"),
            Level.WARN,
            message,
            new IllegalStateException("cause with hush-hush"),
            null);
    event.addKeyValuePair(new KeyValuePair("task", "the-id"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void noSecretReachesALine(LogConfig.Format format) {
    assertThat(line(format, "it is hush-hush or a\"bcd"))
        .doesNotContain("hush-hush")
        .doesNotContain("a\"bcd")
        .doesNotContain("a\\\"bcd")
        .contains("***");
  }

  @ParameterizedTest
  @EnumSource
  void everyLineCarriesItsTask(LogConfig.Format format) {
    assertThat(line(format, "hello")).contains("the-id").contains("hello").contains("WARN");
  }

  @org.junit.jupiter.api.Test
  void jsonIsOneObjectALine() {
    var line = line(LogConfig.Format.JSON, "two\nlines");
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(new JsonObject(line).getString("formattedMessage")).isEqualTo("two\nlines");
  }
}
