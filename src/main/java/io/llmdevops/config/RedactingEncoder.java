package io.llmdevops.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The last line of defence: whatever a library or an exception's text carries, the engine's own
 * secrets are struck out of every line.
 */
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> encoder;
  private final Redaction redaction;

  RedactingEncoder(Encoder<ILoggingEvent> encoder, List<Secret> secrets) {
    this.encoder = encoder;
    this.redaction = new Redaction(secrets);
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    return redaction.of(line).getBytes(StandardCharsets.UTF_8);
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
