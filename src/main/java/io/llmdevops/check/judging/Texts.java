package io.llmdevops.check.judging;

import io.llmdevops.task.OneLine;

/** Foreign text made fit for one line of a report. */
public final class Texts {

  /** Characters in a reason or a piece of evidence. */
  public static final int LONGEST = 500;

  private static final int LONGEST_QUOTE = 160;

  private Texts() {}

  /** On one line, without control characters, cut at {@link #LONGEST}. */
  public static String line(String text) {
    return OneLine.of(text, LONGEST);
  }

  /** Likewise, short enough to stand within a sentence, in quotes. */
  public static String quoted(String text) {
    return '"' + OneLine.of(text, LONGEST_QUOTE) + '"';
  }
}
