package io.llmdevops.net;

import java.io.ByteArrayOutputStream;

/**
 * Percent-encoding (RFC 3986, section 2.1) as browsers undo it: what is no valid escape stays as it
 * is. The JDK's {@code URLDecoder} refuses such, and takes a plus sign for a blank.
 */
public final class PercentEncoding {

  private static final int HEX = 16;

  private PercentEncoding() {}

  /** The bytes that this stands for. */
  public static byte[] decoded(byte[] text) {
    var out = new ByteArrayOutputStream(text.length);
    for (var at = 0; at < text.length; at++) {
      var high = at + 2 < text.length ? Character.digit(text[at + 1], HEX) : -1;
      var low = at + 2 < text.length ? Character.digit(text[at + 2], HEX) : -1;
      if (text[at] == '%' && high >= 0 && low >= 0) {
        out.write(high * HEX + low);
        at += 2;
      } else {
        out.write(text[at]);
      }
    }
    return out.toByteArray();
  }
}
