package io.llmdevops.check.judging;

import io.llmdevops.task.OneLine;

/** Foreign text made fit for one line of a report. */
public final class Texts {

  /** Characters in a reason. */
  public static final int LONGEST = 500;

  /** Characters in a piece of evidence: enough for an error with the calls that led to it. */
  public static final int LONGEST_EVIDENCE = 1_500;

  private static final int LONGEST_QUOTE = 160;

  private Texts() {}

  /** On one line, without control characters, cut at {@link #LONGEST}. */
  public static String line(String text) {
    return OneLine.of(text, LONGEST);
  }

  /** Likewise, cut at {@link #LONGEST_EVIDENCE}. */
  public static String evidence(String text) {
    return OneLine.of(text, LONGEST_EVIDENCE);
  }

  /** Likewise, short enough to stand within a sentence, in quotes. */
  public static String quoted(String text) {
    return '"' + OneLine.of(text, LONGEST_QUOTE) + '"';
  }
}
