package io.llmdevops.check;

import io.llmdevops.task.OneLine;

/** Foreign text made fit for one line of a report. */
final class Texts {

  /** Characters in a reason or a piece of evidence. */
  static final int LONGEST = 500;

  private static final int LONGEST_QUOTE = 160;

  private Texts() {}

  /** On one line, without control characters, cut at {@link #LONGEST}. */
  static String line(String text) {
    return OneLine.of(text, LONGEST);
  }

  /** Likewise, short enough to stand within a sentence, in quotes. */
  static String quoted(String text) {
    return '"' + OneLine.of(text, LONGEST_QUOTE) + '"';
  }
}
