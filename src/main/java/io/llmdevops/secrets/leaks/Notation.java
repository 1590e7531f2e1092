package io.llmdevops.secrets.leaks;

/**
 * Ways to write a text so that a secret in it does not stand there in one piece. Only what a secret
 * may consist of is undone: the rest of a page is full of such and of no interest.
 */
enum Notation {
  /** RFC 3986, section 2.1. */
  PERCENT('%') {
    @Override
    Splice at(String text, int at) {
      return character(text, at, at + 1, at + 3, 16);
    }
  },
  /** HTML's numeric references, and quotes, in which attributes hold JSON. */
  ENTITY('&') {
    @Override
    Splice at(String text, int at) {
      if (text.startsWith("&quot;", at)) {
        return new Splice(at, at + "&quot;".length(), "\"");
      }
      if (!text.startsWith("&#", at)) {
        return null;
      }
      var hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
      var from = at + (hex ? 3 : 2);
      var end = digitsEnd(text, from, hex ? 16 : 10);
      var splice = character(text, at, from, end, hex ? 16 : 10);
      return splice != null && text.startsWith(";", end)
          ? new Splice(at, end + 1, splice.instead())
          : splice;
    }
  },
  /** JavaScript's and JSON's (ECMA-262, section 12.9.4; RFC 8259, section 7). */
  ESCAPE('\\') {
    @Override
    Splice at(String text, int at) {
      if (text.startsWith("\\/", at)) {
        return new Splice(at, at + 2, "/");
      }
      if (text.startsWith("\\u{", at)) {
        var end = digitsEnd(text, at + 3, 16);
        var splice = character(text, at, at + 3, end, 16);
        return splice == null ? null : new Splice(at, end + 1, splice.instead());
      }
      var digits = text.startsWith("\\x", at) ? 2 : text.startsWith("\\u", at) ? 4 : 0;
      return digits == 0 ? null : character(text, at, at + 2, at + 2 + digits, 16);
    }
  },
  /** Literals put together: {@code "one" + 'two'}. */
  SUM('+') {
    @Override
    Splice at(String text, int at) {
      var left = at - 1;
      while (left >= 0 && at - left < MOST_BLANKS && text.charAt(left) <= ' ') {
        left--;
      }
      var right = at + 1;
      while (right < text.length() && right - at < MOST_BLANKS && text.charAt(right) <= ' ') {
        right++;
      }
      var joins = left >= 0 && right < text.length() && isQuote(text, left) && isQuote(text, right);
      return joins ? new Splice(left, right + 1, "") : null;
    }
  };

  private static final int MOST_BLANKS = 80;
  private static final int MOST_DIGITS = 6;

  private final char mark;

  Notation(char mark) {
    this.mark = mark;
  }

  /** Which stands in each of its pieces. */
  char mark() {
    return mark;
  }

  /** The piece whose mark stands at this place, or null. */
  abstract Splice at(String text, int at);

  private static boolean isQuote(String text, int at) {
    return "\"'`".indexOf(text.charAt(at)) >= 0;
  }

  private static int digitsEnd(String text, int from, int radix) {
    var end = from;
    while (end < text.length()
        && end - from < MOST_DIGITS
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  /** What the digits between these places stand for, where that is visible ASCII. */
  private static Splice character(String text, int at, int from, int to, int radix) {
    if (from >= to || to > text.length()) {
      return null;
    }
    var value = 0;
    for (var next = from; next < to; next++) {
      var digit = Character.digit(text.charAt(next), radix);
      if (digit < 0) {
        return null;
      }
      value = value * radix + digit;
    }
    return value > ' ' && value < 0x7f ? new Splice(at, to, String.valueOf((char) value)) : null;
  }
}
