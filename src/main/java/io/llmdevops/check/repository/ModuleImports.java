package io.llmdevops.check.repository;

import io.llmdevops.check.repository.Reference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JavaScript module imports by a relative address, as far as it says so at its beginning:
 * reading goes on only while there are comments, directives and import declarations (ECMAScript,
 * section 16.2.2), since what comes after cannot be told from text without all of the grammar.
 * Names that an import map resolves are left out. One pass, forwards only.
 */
final class ModuleImports {

  private static final String IMPORT = "import";

  /** Names and braces between {@code import} and the text; more is some other statement. */
  private static final Pattern CLAUSE = Pattern.compile("[\\p{L}\\p{N}_$*{},\\s]*");

  /** Characters; also of what follows {@code with}. */
  private static final int LONGEST = 5_000;

  private final String code;
  private final List<Reference> found = new ArrayList<>();
  private final int firstLine;
  private int at;
  private int line;
  private int countedTo;

  private ModuleImports(String code, int firstLine) {
    this.code = code;
    this.firstLine = firstLine;
  }

  /**
   * @param firstLine the line of its file that the code starts on
   */
  static List<Reference> of(String code, int firstLine) {
    var scan = new ModuleImports(code, firstLine);
    scan.skip();
    while (scan.declaration() || scan.directive()) {
      scan.skip();
    }
    return scan.found;
  }

  /** Blanks, semicolons and comments. */
  private void skip() {
    var before = -1;
    while (before != at) {
      before = at;
      while (at < code.length() && (isBlank(code.charAt(at)) || code.charAt(at) == ';')) {
        at++;
      }
      if (code.startsWith("//", at) || at == 0 && code.startsWith("#!")) {
        skipTo("\n");
      } else if (code.startsWith("/*", at)) {
        skipTo("*/");
      }
    }
  }

  private static boolean isBlank(char letter) {
    return letter <= ' ' || letter == '\uFEFF' || Character.isSpaceChar(letter);
  }

  private void skipTo(String end) {
    var found = code.indexOf(end, at + 2);
    at = found < 0 ? code.length() : found + end.length();
  }

  /** {@code "use strict"}. */
  private boolean directive() {
    return at < code.length() && isQuote(code.charAt(at)) && text(at) != null;
  }

  private boolean declaration() {
    if (!code.startsWith(IMPORT, at)) {
      return false;
    }
    var start = at;
    var quote = at + IMPORT.length();
    var end = Math.min(code.length(), quote + LONGEST);
    while (quote < end && !isQuote(code.charAt(quote))) {
      quote++;
    }
    if (quote == end || !isClause(code.substring(start + IMPORT.length(), quote))) {
      return false;
    }
    var target = text(quote);
    if (target != null && target.matches("(?s)\\.{0,2}/.*")) {
      add(target, start);
    }
    return target != null && attributes();
  }

  /** It begins apart from the word before, and where it names anything it ends in {@code from}. */
  private static boolean isClause(String text) {
    var clause = text.strip();
    return CLAUSE.matcher(text).matches()
        && (clause.isEmpty() || clause.endsWith("from"))
        && (text.isEmpty() || !Character.isLetterOrDigit(text.charAt(0)));
  }

  /** {@code with { type: "json" }}; without braces behind it the word is not one of these. */
  private boolean attributes() {
    skip();
    if (code.startsWith("with", at)) {
      var end = code.indexOf('}', at);
      at = end < 0 || end - at > LONGEST ? code.length() : end + 1;
    }
    return true;
  }

  private static boolean isQuote(char letter) {
    return letter == '"' || letter == '\'';
  }

  /** The text in quotes there, which is then read; null where it does not end on its line. */
  private String text(int from) {
    var quote = code.charAt(from);
    for (var end = from + 1; end < Math.min(code.length(), from + LONGEST); end++) {
      var next = code.charAt(end);
      if (next == quote) {
        at = end + 1;
        return code.substring(from + 1, end);
      }
      if (next == '\n' || next == '\\') {
        return null;
      }
    }
    return null;
  }

  private void add(String target, int start) {
    line += Lines.number(code.substring(countedTo, start), start - countedTo) - 1;
    countedTo = start;
    found.add(new Reference(target, firstLine + line, IMPORT, Kind.MODULE));
  }
}
