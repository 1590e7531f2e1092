package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;

/** Places in a text. */
final class Lines {

  private static final int EITHER_SIDE = 100;

  private Lines() {}

  /** The line, from 1, that this offset is on. */
  static int number(CharSequence text, int offset) {
    return 1 + (int) text.chars().limit(offset).filter(each -> each == '\n').count();
  }

  /** What stands at that line and column, both from 1; nothing where there is no such line. */
  static String around(String text, int line, int column) {
    var start = 0;
    for (var at = 1; at < line; at++) {
      start = text.indexOf('\n', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    return around(text, Math.min(text.length(), start + Math.max(0, column - 1)));
  }

  /** What stands on that line, near that offset. */
  static String around(String text, int offset) {
    var from = offset;
    while (from > 0 && offset - from < EITHER_SIDE && text.charAt(from - 1) != '\n') {
      from--;
    }
    var to = offset;
    while (to < text.length() && to - offset < EITHER_SIDE && text.charAt(to) != '\n') {
      to++;
    }
    return Texts.line(text.substring(from, to));
  }
}
