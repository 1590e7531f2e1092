package io.llmdevops.task;

import java.util.regex.Pattern;

/** Text from outside, made fit to stand on one line of a report or of a commit. */
public final class OneLine {

  /**
   * Not all of the category C: what this JDK's Unicode does not know yet may be somebody's emoji.
   */
  private static final Pattern BLANK = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+");

  /** Characters for each that is wanted: of a text of megabytes no more is looked at. */
  private static final int LOOKED_AT = 8;

  private OneLine() {}

  /**
   * The text with one blank for each run of blanks, line ends, control and invisible characters,
   * cut with an ellipsis where it is longer than that.
   *
   * @param most code points, the ellipsis among them
   */
  public static String of(String text, int most) {
    var head = text.substring(0, (int) Math.min(text.length(), (long) LOOKED_AT * most));
    var line = BLANK.matcher(head).replaceAll(" ").strip();
    var length = line.codePointCount(0, line.length());
    return length <= most && head.length() == text.length()
        ? line
        : line.substring(0, line.offsetByCodePoints(0, Math.min(length, most - 1))).stripTrailing()
            + "…";
  }
}
