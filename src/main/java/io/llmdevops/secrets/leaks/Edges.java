package io.llmdevops.secrets.leaks;

/** Where a key begins and ends: a piece of something longer is none. */
final class Edges {

  private static final int FARTHEST_BACK = 80;

  private Edges() {}

  /** Nothing that could belong to it stands before it, an escape's letter aside. */
  static boolean isFreeBefore(String text, int start) {
    if (start == 0 || !isOfToken(text.charAt(start - 1))) {
      return true;
    }
    return start > 1
        && text.charAt(start - 2) == '\\'
        && "nrtbf".indexOf(text.charAt(start - 1)) >= 0;
  }

  /** Nothing that could belong to it stands behind it. */
  static boolean isFreeBehind(String text, int end) {
    return end >= text.length()
        || !isOfToken(text.charAt(end))
        || text.charAt(end) == '-'
        || !isOfToken(text.charAt(end - 1));
  }

  /** Where that begins within which this place lies. */
  static int runStart(String text, int from) {
    var start = from;
    while (start > 0 && from - start < FARTHEST_BACK && isOfRun(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfRun(char letter) {
    return isOfToken(letter) || letter == '~' || letter == '+';
  }

  private static boolean isOfToken(char letter) {
    return letter < 0x80 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-');
  }
}
