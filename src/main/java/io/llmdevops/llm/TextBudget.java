package io.llmdevops.llm;

import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;

/** How much text of files goes into one prompt; counts down as it is used. */
final class TextBudget {

  /**
   * What a prompt shows of a file.
   *
   * @param extent {@code whole}, {@code part} (the beginning) or {@code none}
   */
  record Shown(String extent, String text) {}

  private static final Shown NONE = new Shown("none", "");
  private static final String CUT_CHARACTER = "\uFFFD";

  private final int each;
  private int left;

  /**
   * @param each bytes of one file at most
   * @param all bytes of all files at most
   */
  TextBudget(int each, int all) {
    this.each = each;
    this.left = all;
  }

  /** The file's text as far as there is room. */
  Shown show(Content content) {
    var most = Math.min(each, left);
    var text = content.text();
    if (text.isEmpty() || most <= 0 && content.size() > 0) {
      return NONE;
    }
    if (content.size() <= most) {
      left -= content.size();
      return new Shown("whole", text.get());
    }
    left -= most;
    return new Shown("part", head(content, most));
  }

  /** Whole lines where there are any. */
  private static String head(Content content, int bytes) {
    var head = new String(content.bytes(), 0, bytes, StandardCharsets.UTF_8);
    var end = head.lastIndexOf('\n');
    if (end > 0) {
      return head.substring(0, end + 1);
    }
    return head.endsWith(CUT_CHARACTER) ? head.substring(0, head.length() - 1) : head;
  }
}
