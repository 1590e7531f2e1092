package io.llmdevops.secrets;

import io.llmdevops.net.PercentEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jsoup.parser.Parser;

/** One file read in every way in which a secret in it would be read by somebody else. */
final class SecretViews {

  private static final int BLANK = 0x20;
  private static final int HEX = 16;
  private static final int MOST_DIGITS = 6;
  private static final int OCTAL = 8;
  private static final int MOST_OCTAL_DIGITS = 3;

  private SecretViews() {}

  /**
   * As it stands, percent-decoded, with HTML's entities and JSON's, JavaScript's or CSS's escapes
   * undone; each of them also without white space and NULs, so that neither wrapped base64 nor
   * UTF-16 hides anything.
   */
  static void each(byte[] file, Consumer<byte[]> look) {
    withAndWithoutBlanks(file, look);
    if (holds(file, '%')) {
      withAndWithoutBlanks(PercentEncoding.decoded(file), look);
    }
    if (holds(file, '&')) {
      var text = Parser.unescapeEntities(new String(file, StandardCharsets.UTF_8), false);
      withAndWithoutBlanks(text.getBytes(StandardCharsets.UTF_8), look);
    }
    if (holds(file, '\\')) {
      var text = new String(file, StandardCharsets.UTF_8);
      withAndWithoutBlanks(unescaped(text).getBytes(StandardCharsets.UTF_8), look);
      numbered(text, HEX, MOST_DIGITS, look);
      numbered(text, OCTAL, MOST_OCTAL_DIGITS, look);
    }
  }

  /** With each backslash and number read as a character, where there is any. */
  private static void numbered(String text, int radix, int most, Consumer<byte[]> look) {
    var read = NumberedEscapes.read(text, radix, most);
    if (!read.equals(text)) {
      withAndWithoutBlanks(read.getBytes(StandardCharsets.UTF_8), look);
    }
  }

  private static void withAndWithoutBlanks(byte[] view, Consumer<byte[]> look) {
    look.accept(view);
    var out = new ByteArrayOutputStream(view.length);
    for (var each : view) {
      if ((each & 0xff) > BLANK) {
        out.write(each);
      }
    }
    if (out.size() < view.length) {
      look.accept(out.toByteArray());
    }
  }

  private static boolean holds(byte[] file, char wanted) {
    for (var each : file) {
      if (each == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean digit(int character) {
    return character > 0 && character < 0x80 && Character.digit(character, HEX) >= 0;
  }

  private static String unescaped(String text) {
    var out = new StringBuilder(text.length());
    for (var at = 0; at < text.length(); at++) {
      var next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (text.charAt(at) != '\\' || next == 0) {
        out.append(text.charAt(at));
      } else {
        at = unescape(text, at + 1, out);
      }
    }
    return out.toString();
  }

  /** Writes what the escape stands for whose letter is at this place; answers its last place. */
  private static int unescape(String text, int letterAt, StringBuilder out) {
    var letter = text.charAt(letterAt);
    var braced = text.startsWith("u{", letterAt);
    var from = letterAt + (braced ? 2 : 1);
    var digits = braced ? bracedDigits(text, from) : letter == 'u' ? 4 : letter == 'x' ? 2 : 0;
    if (digits > 0 && isHex(text, from, digits)) {
      var point = Integer.parseInt(text, from, from + digits, HEX);
      if (Character.isValidCodePoint(point)) {
        out.appendCodePoint(point);
        return from + digits - (braced ? 0 : 1);
      }
    }
    out.append("nrtbf".indexOf(letter) >= 0 ? '\n' : letter);
    return letterAt;
  }

  private static int bracedDigits(String text, int from) {
    var most = text.substring(from, Math.min(text.length(), from + MOST_DIGITS + 1));
    return most.indexOf('}');
  }

  private static boolean isHex(String text, int from, int digits) {
    return from + digits <= text.length()
        && text.substring(from, from + digits).chars().allMatch(SecretViews::digit);
  }
}
