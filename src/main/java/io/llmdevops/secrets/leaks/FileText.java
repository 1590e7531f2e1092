package io.llmdevops.secrets.leaks;

import io.llmdevops.task.Content;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a person would read in a file: UTF-8, UTF-16, or some eight-bit text. */
final class FileText {

  private static final int LOOKED_AT = 1 << 16;

  /** One byte in so many may be none of a text. */
  private static final int STRANGE = 50;

  private FileText() {}

  /** Nothing for pictures, fonts, archives and the like. */
  static Optional<String> of(Content content) {
    var text = content.text();
    return text.isPresent() ? text : decoded(content.bytes());
  }

  private static Optional<String> decoded(byte[] bytes) {
    var wide = wide(bytes);
    if (wide.isPresent()) {
      return wide.map(charset -> new String(bytes, charset));
    }
    return isText(bytes)
        ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  /** By its mark (RFC 2781, section 3.2) or by where its NULs are. */
  private static Optional<Charset> wide(byte[] bytes) {
    if (bytes.length < 2) {
      return Optional.empty();
    }
    var first = bytes[0] & 0xff;
    var second = bytes[1] & 0xff;
    if (first == 0xff && second == 0xfe || isWide(bytes, 1)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return first == 0xfe && second == 0xff || isWide(bytes, 0)
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  /** Most second bytes are NULs, and hardly any others. */
  private static boolean isWide(byte[] bytes, int highAt) {
    var end = Math.min(bytes.length, LOOKED_AT) & ~1;
    var high = 0;
    var low = 0;
    for (var at = 0; at < end; at += 2) {
      high += bytes[at + highAt] == 0 ? 1 : 0;
      low += bytes[at + 1 - highAt] == 0 ? 1 : 0;
    }
    return high > end / 4 && low * STRANGE <= end;
  }

  private static boolean isText(byte[] bytes) {
    var end = Math.min(bytes.length, LOOKED_AT);
    var strange = 0;
    for (var at = 0; at < end; at++) {
      var each = bytes[at];
      strange += each >= 0 && each < ' ' && (each < '\t' || each > '\r') || each == 0x7f ? 1 : 0;
    }
    return strange * STRANGE <= end;
  }
}
