package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

  private static final List<Secret> SECRETS =
      List.of(new Secret("hush-hush"), new Secret("a\"bcd"));

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  private String line(LogConfig.Format format, String message) {
    return line(format, context, message, new IllegalStateException("cause with hush-hush"));
  }

  private static String line(
      LogConfig.Format format, LoggerContext context, String message, Throwable cause) {
    Encoder<ILoggingEvent> encoder = Logging.encoder(format, context, SECRETS);
    var event =
        new LoggingEvent(
            "", context.getLogger("io.llmdevops.Some"), Level.WARN, message, cause, null);
    event.addKeyValuePair(new KeyValuePair("task", "the-id"));
    event.addKeyValuePair(new KeyValuePair("level", "of water"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  private static JsonObject json(LoggerContext context, String message, Throwable cause) {
    return new JsonObject(line(LogConfig.Format.JSON, context, message, cause));
  }

  /** As it was set up for the tests. */
  @AfterEach
  void setUpAnew() throws JoranException {
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private String logged(LogConfig config, Runnable work) {
    var before = System.out;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Logging.configure(config, SECRETS);
      work.run();
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsSaidToJavaUtilLoggingIsALineOfOursFromWarningsOn() {
    var logger = java.util.logging.Logger.getLogger("org.postgresql.Some");
    var said =
        logged(
            new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO),
            () -> {
              logger.info("not worth it");
              logger.warning("it is hush-hush");
            });

    assertThat(said.lines()).hasSize(1);
    assertThat(new JsonObject(said).getString("logger")).isEqualTo("org.postgresql.Some");
    assertThat(new JsonObject(said).getString("level")).isEqualTo("WARN");
    assertThat(new JsonObject(said).getString("message")).isEqualTo("it is ***");
  }

  @Test
  void librariesSayNoMoreThanTheEngine() {
    var error = new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR);
    var netty = LoggerFactory.getLogger("io.netty.Some");

    assertThat(logged(error, () -> netty.warn("not worth it"))).isEmpty();
    assertThat(logged(error, () -> netty.error("broken"))).contains("broken");
  }

  @Test
  void librariesSayLittleHoweverMuchTheEngineSays() {
    var debug = new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.DEBUG);
    var netty = LoggerFactory.getLogger("io.netty.Some");

    assertThat(logged(debug, () -> netty.info("not worth it"))).isEmpty();
    assertThat(logged(debug, () -> netty.warn("odd"))).contains("odd");
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

  @Test
  void jsonIsOneObjectALine() {
    var line = line(LogConfig.Format.JSON, "two\nlines \u2028 \u0007");
    assertThat(line).endsWith("}\n");
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(new JsonObject(line).getString("message")).isEqualTo("two\nlines \u2028 \u0007");
  }

  @Test
  void jsonSaysWhenHowBadWhereAndWhy() {
    var own = new LoggerContext();
    var line =
        json(own, "hello", new IllegalStateException("outside", new ArithmeticException("within")));
    assertThat(line.getInstant("time"))
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    assertThat(line.getString("time")).endsWith("Z");
    assertThat(line.getString("level")).isEqualTo("WARN");
    assertThat(line.getString("logger")).isEqualTo("io.llmdevops.Some");
    assertThat(line.getString("task")).isEqualTo("the-id");
    assertThat(line.getString("exception"))
        .startsWith("java.lang.IllegalStateException: outside\n\tat ")
        .contains("Caused by: java.lang.ArithmeticException: within");
    assertThat(json(own, "hello", null).fieldNames())
        .containsExactlyInAnyOrder("time", "level", "logger", "thread", "task", "message");
  }

  @Test
  void jsonNamesTheNodeOnceThatIsKnown() {
    var own = new LoggerContext();
    assertThat(json(own, "hello", null).containsKey("node")).isFalse();
    own.putProperty("node", "a-host-1234");
    assertThat(json(own, "hello", null).getString("node")).isEqualTo("a-host-1234");
  }
}
