package io.llmdevops.check.repository;

import io.llmdevops.check.repository.Reference.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a style sheet loads: every {@code url()} and {@code @import} outside comments and strings
 * (CSS Syntax Level 3, section 4.3), and the strings of an {@code image-set()} (CSS Images Level 4,
 * section 2.4). One pass, forwards only.
 */
final class CssReferences {

  private static final String IMPORT = "@import";
  private static final String NAMESPACE = "@namespace";
  private static final String URL = "url(";
  private static final String SET = "image-set(";
  private static final int NONE = -1;
  private static final int HEX = 16;
  private static final int MOST_DIGITS = 6;

  private final String css;
  private final int firstLine;
  private final List<Reference> found = new ArrayList<>();
  private int at;
  private int line;
  private int countedTo;
  private int depth;
  private int depthOfSet = NONE;

  private CssReferences(String css, int firstLine) {
    this.css = css;
    this.firstLine = firstLine;
  }

  /**
   * @param firstLine the line of its file that the sheet starts on
   */
  static List<Reference> of(String css, int firstLine) {
    var scan = new CssReferences(css, firstLine);
    scan.run();
    return scan.found;
  }

  private void run() {
    while (at < css.length()) {
      var next = css.charAt(at);
      if (css.startsWith("/*", at)) {
        skipComment();
      } else if (next == '"' || next == '\'') {
        stringIn(at);
      } else if (isHere(IMPORT)) {
        importRule();
      } else if (isHere(NAMESPACE)) {
        skipStatement();
      } else if (isHere(URL) && !isInName()) {
        url("url()", Kind.SHOWN);
      } else if (isHere(SET)) {
        at += SET.length();
        depthOfSet = ++depth;
      } else {
        bracket(next);
        at += next == '\\' ? 2 : 1;
      }
    }
  }

  private void bracket(char next) {
    if (next == '(') {
      depth++;
    } else if (next == ')') {
      depthOfSet = depth == depthOfSet ? NONE : depthOfSet;
      depth--;
    } else if (next == '}') {
      depth = 0;
      depthOfSet = NONE;
    }
  }

  private void stringIn(int start) {
    var text = string();
    if (depth == depthOfSet) {
      add(text, start, "image-set()", Kind.SHOWN);
    }
  }

  /** It names what nobody loads. */
  private void skipStatement() {
    var end = css.indexOf(';', at);
    at = end < 0 ? css.length() : end;
  }

  private boolean isHere(String word) {
    return css.regionMatches(true, at, word, 0, word.length());
  }

  private boolean isInName() {
    return at > 0
        && (Character.isLetterOrDigit(css.charAt(at - 1)) || "-_".indexOf(css.charAt(at - 1)) >= 0);
  }

  private void skipComment() {
    var end = css.indexOf("*/", at + 2);
    at = end < 0 ? css.length() : end + 2;
  }

  private void importRule() {
    var start = at;
    at += IMPORT.length();
    skipBlanks();
    if (at < css.length() && (css.charAt(at) == '"' || css.charAt(at) == '\'')) {
      add(string(), start, IMPORT, Kind.RUN);
    } else if (isHere(URL)) {
      url(IMPORT, Kind.RUN);
    }
  }

  private void url(String what, Kind kind) {
    var start = at;
    at += URL.length();
    skipBlanks();
    if (at < css.length() && (css.charAt(at) == '"' || css.charAt(at) == '\'')) {
      add(string(), start, what, kind);
      depth++;
    } else {
      add(until(')'), start, what, kind);
    }
  }

  private void skipBlanks() {
    while (at < css.length() && css.charAt(at) <= ' ') {
      at++;
    }
  }

  private String string() {
    return until(css.charAt(at++));
  }

  /** Up to that character or, in a string, the end of the line (which CSS takes as an error). */
  private String until(char end) {
    var out = new StringBuilder();
    while (at < css.length() && css.charAt(at) != end) {
      var next = css.charAt(at++);
      if (next == '\n' && end != ')') {
        return out.toString();
      }
      if (next == '\\') {
        escape(out);
      } else {
        out.append(next);
      }
    }
    at++;
    return out.toString();
  }

  private void escape(StringBuilder out) {
    var digits = 0;
    while (digits < MOST_DIGITS
        && at + digits < css.length()
        && Character.digit(css.charAt(at + digits), HEX) >= 0) {
      digits++;
    }
    if (digits > 0) {
      var point = Integer.parseInt(css, at, at + digits, HEX);
      out.appendCodePoint(Character.isValidCodePoint(point) ? point : '\uFFFD');
      at += digits;
      at += at < css.length() && css.charAt(at) <= ' ' ? 1 : 0;
    } else if (at < css.length()) {
      var next = css.charAt(at++);
      out.append(next == '\n' ? "" : String.valueOf(next));
    }
  }

  private void add(String target, int start, String what, Kind kind) {
    line += Lines.number(css.substring(countedTo, start), start - countedTo) - 1;
    countedTo = start;
    found.add(new Reference(target, firstLine + line, what, kind));
  }
}
