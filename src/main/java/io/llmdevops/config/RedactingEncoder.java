package io.llmdevops.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last line of defence: whatever a library or an exception's text carries, the engine's own
 * secrets are struck out of every line.
 */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

  /** Striking out a letter or two would leave no line readable, and hide nothing. */
  private static final int SHORTEST = 4;

  private final Encoder<ILoggingEvent> encoder;
  private final List<String> secrets;

  RedactingEncoder(Encoder<ILoggingEvent> encoder, List<Secret> secrets) {
    this.encoder = encoder;
    this.secrets =
        secrets.stream()
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= SHORTEST)
            .flatMap(RedactingEncoder::spellings)
            .toList();
  }

  /** As it is, and as it stands in a JSON string. */
  private static Stream<String> spellings(String secret) {
    var quoted = Json.encode(secret);
    return Stream.of(secret, quoted.substring(1, quoted.length() - 1)).distinct();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    var redacted = line;
    for (var secret : secrets) {
      redacted = redacted.replace(secret, "***");
    }
    return redacted.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }
}
