package io.llmdevops.model.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads an event stream (WHATWG HTML, section 9.2.6) from pieces that may be cut anywhere.
 *
 * <p>Not Vert.x's own {@code BodyCodec.sseStream}: as of 5.0.10 it takes CRLF for two line ends, so
 * that an event's type is lost, copies all that it holds for each piece, and has no bound.
 */
final class EventReader {

  /** Bytes of one event, its comments not counted; to parse more would hold up the event loop. */
  static final int MOST = 2 << 20;

  private static final int KEPT = 1 << 16;
  private static final String DEFAULT_TYPE = "message";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Handler<ServerEvent> onEvent;

  /** The beginning of a line whose end is not there yet. */
  private ByteArrayOutputStream line = new ByteArrayOutputStream();

  private StringBuilder data = new StringBuilder();
  private String type = "";
  private int size;

  /** Of a comment nothing but its first character is kept; servers send them as a sign of life. */
  private boolean comment;

  private boolean atStart = true;
  private boolean afterCarriageReturn;

  EventReader(Handler<ServerEvent> onEvent) {
    this.onEvent = onEvent;
  }

  /**
   * Takes the next piece; hands over each event that ends in it.
   *
   * @throws BadStreamException at an event over {@link #MOST}
   */
  void read(Buffer piece) {
    var bytes = piece.getBytes();
    var from = 0;
    for (var at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n' && afterCarriageReturn) {
        from = at + 1;
        afterCarriageReturn = false;
      } else if (bytes[at] == '\n' || bytes[at] == '\r') {
        afterCarriageReturn = bytes[at] == '\r';
        keep(bytes, from, at);
        lineEnds();
        from = at + 1;
      } else {
        afterCarriageReturn = false;
      }
    }
    keep(bytes, from, bytes.length);
  }

  /**
   * The stream is over: what lacks only its last line ends counts, since some servers omit them.
   */
  void end() {
    if (line.size() > 0) {
      lineEnds();
    }
    dispatch();
  }

  private void keep(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    if (line.size() == 0) {
      comment = bytes[from] == ':';
      line.write(bytes[from]);
      from++;
      size++;
    }
    if (!comment) {
      size += to - from;
      if (size > MOST) {
        throw new BadStreamException("the stream holds an event of more than 2 MiB");
      }
      line.write(bytes, from, to - from);
    }
  }

  private void lineEnds() {
    var bytes = line.toByteArray();
    line = emptied(line);
    var from = atStart && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    atStart = false;
    if (bytes.length == from) {
      dispatch();
    } else if (bytes[from] == ':') {
      size -= bytes.length;
    } else {
      field(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
    }
  }

  /** One long line must not take its memory until the stream ends. */
  private static ByteArrayOutputStream emptied(ByteArrayOutputStream line) {
    if (line.size() > KEPT) {
      return new ByteArrayOutputStream();
    }
    line.reset();
    return line;
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }

  private void field(String text) {
    var colon = text.indexOf(':');
    var name = colon < 0 ? text : text.substring(0, colon);
    var value = colon < 0 ? "" : text.substring(colon + (text.startsWith(" ", colon + 1) ? 2 : 1));
    switch (name) {
      case "data" -> data.append(value).append('\n');
      case "event" -> type = value;
      default -> {
        // "id" and "retry" serve those that connect again, which nobody can in the middle of a call
      }
    }
  }

  private void dispatch() {
    var event =
        data.isEmpty()
            ? null
            : new ServerEvent(
                type.isEmpty() ? DEFAULT_TYPE : type, data.substring(0, data.length() - 1));
    data = data.length() > KEPT ? new StringBuilder() : data.delete(0, data.length());
    type = "";
    size = 0;
    if (event != null) {
      onEvent.handle(event);
    }
  }
}
