package io.llmdevops.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.Json;

/**
 * Carries one record type over the bus: as itself within a node, as length-prefixed JSON between
 * nodes.
 */
final class RecordCodec<T extends Record> implements MessageCodec<T, T> {

  private final Class<T> type;

  RecordCodec(Class<T> type) {
    this.type = type;
  }

  static String nameFor(Class<?> type) {
    return "record:" + type.getSimpleName();
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    var json = Json.encodeToBuffer(message);
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    var start = position + Integer.BYTES;
    return Json.decodeValue(buffer.slice(start, start + buffer.getInt(position)), type);
  }

  /** Records are immutable: within a node the message itself is handed over. */
  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return nameFor(type);
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
