package io.llmdevops.intake;

import io.llmdevops.task.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a {@code data:} URI holds (RFC 2397). Base64 may be the standard or the URL-safe one (RFC
 * 4648), padded or not, with white space inside.
 *
 * @param mediaType without parameters, in lower case; {@code text/plain} where none is named
 */
record DataUri(String mediaType, Content content) {

  private static final String SCHEME = "data:";
  private static final String DEFAULT_TYPE = "text/plain";
  private static final Pattern BASE64 = Pattern.compile("(?i)(.*); *base64 *", Pattern.DOTALL);
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

  /**
   * @throws IllegalArgumentException where it is none; the text is written for the client
   */
  static DataUri parse(String uri) {
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new IllegalArgumentException("must be a data: URI");
    }
    var comma = uri.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("the data: URI has no comma before its data");
    }
    var data = uri.substring(comma + 1);
    if (data.indexOf('#') >= 0) {
      throw new IllegalArgumentException("a # in a data: URI must be written as %23");
    }
    var header = uri.substring(SCHEME.length(), comma);
    var base64 = BASE64.matcher(header);
    return base64.matches()
        ? new DataUri(mediaType(base64.group(1)), Content.of(base64(data)))
        : new DataUri(mediaType(header), Content.of(unescaped(data)));
  }

  private static String mediaType(String header) {
    var semicolon = header.indexOf(';');
    var type = (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
    var lower = type.toLowerCase(Locale.ROOT);
    if (lower.isEmpty()) {
      return DEFAULT_TYPE;
    }
    if (!MEDIA_TYPE.matcher(lower).matches()) {
      throw new IllegalArgumentException("the data: URI's media type is not type/subtype");
    }
    return lower;
  }

  private static byte[] base64(String data) {
    var escaped = data.indexOf('%') >= 0;
    // What is not Latin-1 becomes a question mark here, which is no digit of base64 either.
    var digits = escaped ? unescaped(data) : data.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64.getDecoder().decode(normalised(digits));
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("the data: URI's base64 is malformed");
    }
  }

  private static byte[] normalised(byte[] digits) {
    var length = 0;
    var result = new byte[digits.length];
    for (var digit : digits) {
      switch (digit) {
        case ' ', '\t', '\r', '\n', '\f' -> {}
        case '-' -> result[length++] = '+';
        case '_' -> result[length++] = '/';
        default -> result[length++] = digit;
      }
    }
    return Arrays.copyOf(result, length);
  }

  private static byte[] unescaped(String data) {
    var bytes = data.getBytes(StandardCharsets.UTF_8);
    var result = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        result.write(hex(bytes, i + 1) << 4 | hex(bytes, i + 2));
        i += 2;
      } else {
        result.write(bytes[i]);
      }
    }
    return result.toByteArray();
  }

  private static int hex(byte[] bytes, int at) {
    var digit = at < bytes.length ? Character.digit((char) (bytes[at] & 0xff), 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("the data: URI's percent-encoding is malformed");
    }
    return digit;
  }
}
