package io.llmdevops.secrets.leaks;

/**
 * A name and the literal that it is given, as in {@code const apiKey = "…"}, {@code "token": "…"},
 * {@code PASSWORD=…}, {@code api_key=…&}, {@code <meta name="api-key" content="…">}, {@code
 * headers.set("Authorization", "Bearer …")} or {@code env.TOKEN || "…"}.
 *
 * @param at where the value starts in the text
 * @param quoted as code writes literals; otherwise it may be code itself
 */
record Assignment(String name, String value, int at, boolean quoted) {

  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_VALUE = 600;
  private static final int MOST_BLANKS = 40;

  /** Where the name ends that holds this place. */
  static int nameEnd(String text, int from) {
    var end = from;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The one whose name holds the characters between these places, or null. */
  static Assignment around(String text, int start, int nameEnd) {
    var from = start;
    while (from > 0 && start - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
      from--;
    }
    if (nameEnd - from > LONGEST_NAME) {
      return null;
    }
    var name = text.substring(from, nameEnd);
    var inTag = from > 0 && text.charAt(from - 1) == '<';
    var valueAt = valueAt(text, nameEnd, name, inTag);
    return valueAt < 0 ? null : read(text, valueAt, at(text, nameEnd) == '(' ? called(name) : name);
  }

  /** Of what is called, only the method says what the argument is. */
  private static String called(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isOfName(char letter) {
    return letter < 0x80 && (Character.isLetterOrDigit(letter) || "_$-.".indexOf(letter) >= 0);
  }

  private static boolean isQuote(char letter) {
    return letter == '"' || letter == '\'' || letter == '`';
  }

  /** A space past the text's end. */
  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : ' ';
  }

  /** Behind the separator and the blanks around it; -1 where there is none. */
  private static int valueAt(String text, int nameEnd, String name, boolean inTag) {
    var next = nameEnd;
    if (at(text, next) == '\\') {
      next++;
    }
    var quoted = isQuote(at(text, next));
    next = quoted ? next + 1 : next;
    while (at(text, next) == ']' || at(text, next) == ')') {
      next++;
    }
    next = typed(text, skipBlanks(text, next));
    var end = separatorEnd(text, next, quoted, inTag);
    if (end < 0 && name.regionMatches(true, Math.max(0, name.length() - 6), "bearer", 0, 6)) {
      end = next > nameEnd ? next : -1;
    }
    return end < 0 ? -1 : skipBlanks(text, end);
  }

  private static int skipBlanks(String text, int from) {
    var next = from;
    while (next < text.length() && next - from < MOST_BLANKS && text.charAt(next) <= ' ') {
      next++;
    }
    return next;
  }

  /** TypeScript puts a type between. */
  private static int typed(String text, int from) {
    if (at(text, from) != ':') {
      return from;
    }
    var type = skipBlanks(text, from + 1);
    var isString = text.startsWith("string", type);
    return isString ? skipBlanks(text, type + "string".length()) : from;
  }

  private static int separatorEnd(String text, int from, boolean quoted, boolean inTag) {
    for (var separator : new String[] {"||=", "??=", "||", "??", "!==", "!="}) {
      if (text.startsWith(separator, from)) {
        return from + separator.length();
      }
    }
    for (var attribute : new String[] {"content=", "value="}) {
      if (quoted && text.startsWith(attribute, from)) {
        return from + attribute.length();
      }
    }
    var letter = at(text, from);
    if (letter == '=' || letter == ':') {
      var end = from + 1;
      while (at(text, end) == '=' || at(text, end) == '>') {
        end++;
      }
      return end;
    }
    var calls = letter == '(' && isQuote(at(text, from + 1));
    return calls || letter == ',' && quoted || letter == '>' && inTag ? from + 1 : -1;
  }

  private static Assignment read(String text, int from, String name) {
    var start = at(text, from) == '\\' ? from + 1 : from;
    var quoted = isQuote(at(text, start));
    start = afterScheme(text, quoted ? start + 1 : start);
    var end = start;
    while (end < text.length()
        && end - start <= LONGEST_VALUE
        && isOfValue(text.charAt(end), quoted)) {
      end++;
    }
    var stop = at(text, end);
    var ends =
        quoted ? isQuote(stop) || stop == '\\' : stop <= ' ' || "\"'`<&;,)}\\]#".indexOf(stop) >= 0;
    var fits = end > start && end - start <= LONGEST_VALUE;
    return ends && fits ? new Assignment(name, text.substring(start, end), start, quoted) : null;
  }

  /** What stands before the credentials in a header (RFC 9110, section 11.4). */
  private static int afterScheme(String text, int from) {
    for (var scheme : new String[] {"Bearer ", "Basic ", "Token ", "ApiKey ", "Key ", "token "}) {
      if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
        return from + scheme.length();
      }
    }
    return from;
  }

  private static boolean isOfValue(char letter, boolean quoted) {
    var none = quoted ? "\"'`<>\\{}" : "\"'`<>\\{}&;,()[]";
    return letter > ' ' && letter < 0x7f && none.indexOf(letter) < 0;
  }
}
