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
