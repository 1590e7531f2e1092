package io.llmdevops.config;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object per line: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code
 * thread}, {@code node} once it has a name, {@code message}, whatever the line was given by key
 * ({@code task} above all), and {@code exception}, the whole stack as text.
 *
 * <p>Needs nothing of Vert.x or Netty, whose classes may log while they are being initialised: one
 * that is needed to write that line would never become usable.
 */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

  @Override
  public void start() {
    stacks.start();
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new LinkedHashMap<String, String>();
    line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    Logging.node(event).ifPresent(node -> line.put("node", node));
    // What every line has stays what it is, whatever a line was given under that key.
    Optional.ofNullable(event.getKeyValuePairs())
        .ifPresent(
            pairs -> pairs.forEach(pair -> line.putIfAbsent(pair.key, String.valueOf(pair.value))));
    line.put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      line.put("exception", stacks.convert(event).strip());
    }
    return text(line).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Map<String, String> line) {
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
