package io.llmdevops.secrets;

/**
 * A backslash and the number of a character: in hex and with a blank behind it in CSS (CSS Syntax
 * Module Level 3, section 4.3.7), in octal in old scripts and shells (ECMA-262, annex B.1.2).
 */
final class NumberedEscapes {

  private NumberedEscapes() {}

  /** The text with these undone; all else, other escapes too, stays as it is. */
  static String read(String text, int radix, int mostDigits) {
    var out = new StringBuilder(text.length());
    var done = 0;
    for (var at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
      var end = digitsEnd(text, at + 1, radix, mostDigits);
      if (at >= done && end > at + 1) {
        out.append(text, done, at);
        var point = Integer.parseInt(text, at + 1, end, radix);
        out.appendCodePoint(Character.isValidCodePoint(point) ? point : ' ');
        done = radix == 16 && end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  private static int digitsEnd(String text, int from, int radix, int most) {
    var end = from;
    while (end < text.length() && end - from < most && isDigit(text.charAt(end), radix)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char letter, int radix) {
    return letter < 0x80 && Character.digit(letter, radix) >= 0;
  }
}
