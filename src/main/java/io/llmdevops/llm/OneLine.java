package io.llmdevops.llm;

/** Text from outside, made fit to stand on one line of a report. */
final class OneLine {

  private OneLine() {}

  /** Without control and invisible characters, and of at most that many characters. */
  static String of(String text, int most) {
    var line = text.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
    var length = line.codePointCount(0, line.length());
    return length <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }
}
