package io.llmdevops.config;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One JSON object per line: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code
 * thread}, {@code node} once it has a name, {@code message}, whatever the line was given by key
 * ({@code task} above all), and {@code exception}, the whole stack as text.
 */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {

  private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

  @Override
  public void start() {
    stacks.start();
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line =
        new JsonObject()
            .put("time", Instant.ofEpochMilli(event.getTimeStamp()))
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName());
    Logging.node(event).ifPresent(node -> line.put("node", node));
    // What every line has stays what it is, whatever a line was given under that key.
    Optional.ofNullable(event.getKeyValuePairs())
        .ifPresent(
            pairs ->
                pairs.forEach(
                    pair -> line.getMap().putIfAbsent(pair.key, String.valueOf(pair.value))));
    line.put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      line.put("exception", stacks.convert(event).strip());
    }
    return line.toBuffer().appendString("\n").getBytes();
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
