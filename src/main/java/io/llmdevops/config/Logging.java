package io.llmdevops.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up the log: one event per line, no secret in any. */
public final class Logging {

  private static final String PATTERN = "%d{ISO8601} %-5level %logger{0}: %kvp{NONE} %msg%n%ex";

  private static final String NODE = "node";

  /** Talkative libraries, and the level from which they are worth hearing. */
  private static final Map<String, Level> LIBRARIES =
      Map.of(
          "io.netty", Level.WARN,
          "org.flywaydb", Level.WARN,
          "org.eclipse.jgit", Level.WARN,
          "io.vertx", Level.WARN,
          // Who comes and goes is logged by us; it has a page on each of them.
          "com.hazelcast", Level.ERROR,
          // A node that was stopped for a while and goes on is told that it is not a member.
          "com.hazelcast.internal.cluster.impl.operations", Level.OFF);

  private Logging() {}

  /**
   * To standard output. Replaces whatever was set up before.
   *
   * @param secrets never to be written
   */
  public static void configure(LogConfig config, List<Secret> secrets) {
    configure(config, secrets, ConsoleTarget.SystemOut);
  }

  /**
   * For a command whose own words go to standard output: warnings only, to standard error. Replaces
   * whatever was set up before.
   *
   * @param secrets never to be written
   */
  public static void warnOnly(List<Secret> secrets) {
    var warnings = new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.WARN);
    configure(warnings, secrets, ConsoleTarget.SystemErr);
  }

  /**
   * Says which node this is, for logs that come together from several: every JSON line has it from
   * now on, until the log is set up anew.
   */
  public static void nameNode(String name) {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).putProperty(NODE, name);
  }

  static Optional<String> node(ILoggingEvent event) {
    return Optional.ofNullable(event.getLoggerContextVO().getPropertyMap().get(NODE));
  }

  private static void configure(LogConfig config, List<Secret> secrets, ConsoleTarget target) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget(target.getName());
    appender.setEncoder(encoder(config.format(), context, secrets));
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(config.level().name()));
    LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(stricter(level, root)));
    // Last, since other threads are at work already: nothing of a library shall slip through.
    root.addAppender(appender);
    bridge();
  }

  private static Level stricter(Level level, ch.qos.logback.classic.Logger root) {
    return level.isGreaterOrEqual(root.getLevel()) ? level : root.getLevel();
  }

  /** What comes by way of java.util.logging, as PostgreSQL's driver's does: warnings only. */
  private static void bridge() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.WARNING);
  }

  static Encoder<ILoggingEvent> encoder(
      LogConfig.Format format, LoggerContext context, List<Secret> secrets) {
    return new RedactingEncoder(encoder(format, context), secrets);
  }

  private static Encoder<ILoggingEvent> encoder(LogConfig.Format format, LoggerContext context) {
    if (format == LogConfig.Format.JSON) {
      var json = new JsonEncoder();
      json.setContext(context);
      json.start();
      return json;
    }
    var text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(PATTERN);
    text.start();
    return text;
  }
}
