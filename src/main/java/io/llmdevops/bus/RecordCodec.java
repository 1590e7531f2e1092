package io.llmdevops.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;

/**
 * Carries one record type over the bus: as itself within a node, as length-prefixed JSON between
 * nodes.
 */
final class RecordCodec<T extends Record> implements MessageCodec<T, T> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Class<T> type;

  RecordCodec(Class<T> type) {
    this.type = type;
  }

  static String nameFor(Class<?> type) {
    return "record:" + type.getSimpleName();
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    try {
      var json = JSON.writeValueAsBytes(message);
      buffer.appendInt(json.length).appendBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot encode a " + type.getSimpleName(), e);
    }
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    var start = position + Integer.BYTES;
    try {
      return JSON.readValue(buffer.getBytes(start, start + buffer.getInt(position)), type);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot decode a " + type.getSimpleName(), e);
    }
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
