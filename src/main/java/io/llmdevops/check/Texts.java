package io.llmdevops.check;

/** Foreign text made fit for one line of a report. */
final class Texts {

  /** Characters in a reason or a piece of evidence. */
  static final int LONGEST = 500;

  private static final int LONGEST_QUOTE = 160;

  private Texts() {}

  /** On one line, without control characters, cut at {@link #LONGEST}. */
  static String line(String text) {
    return cut(text, LONGEST);
  }

  /** Likewise, short enough to stand within a sentence, in quotes. */
  static String quoted(String text) {
    return '"' + cut(text, LONGEST_QUOTE) + '"';
  }

  private static String cut(String text, int longest) {
    var start = text.length() > 2 * longest ? text.substring(0, 2 * longest) : text;
    var out = new StringBuilder();
    start.codePoints().map(Texts::printable).forEach(out::appendCodePoint);
    var line = out.toString().strip();
    if (line.length() <= longest) {
      return line;
    }
    var end = longest - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static int printable(int point) {
    var type = Character.getType(point);
    var odd =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return odd ? ' ' : point;
  }
}
