package io.llmdevops.model.talk;

import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;

/** How much text of files goes into one prompt; counts down as it is used. */
public final class TextBudget {

  /**
   * What a prompt shows of a file.
   *
   * @param extent {@code whole}, {@code head} (the beginning) or {@code none}
   */
  public record Shown(String extent, String text) {}

  public static final Shown NONE = new Shown("none", "");

  private static final int CONTINUATION = 0xC0;
  private static final int CONTINUED = 0x80;

  private final int each;
  private int left;

  /**
   * @param each bytes of one file at most
   * @param all bytes of all files at most
   */
  public TextBudget(int each, int all) {
    this.each = each;
    this.left = Math.max(0, all);
  }

  /** The file's text as far as there is room. */
  public Shown show(Content content) {
    return show(content, each, each);
  }

  /**
   * The file's text as far as there is room.
   *
   * @param whole a file of more bytes is not shown whole
   * @param head bytes of the beginning at most, where it is not
   */
  public Shown show(Content content, int whole, int head) {
    var text = content.text();
    if (text.isEmpty()) {
      return NONE;
    }
    if (content.size() <= Math.min(whole, Math.min(each, left))) {
      left -= content.size();
      return new Shown("whole", text.get());
    }
    var most = Math.min(Math.min(each, head), left);
    if (most == 0) {
      return NONE;
    }
    left -= most;
    return new Shown("head", head(content.bytes(), most));
  }

  /** Whole lines where there are any, else up to a comma, and never half a character. */
  private static String head(byte[] bytes, int most) {
    var end = most;
    while (end > 0 && (bytes[end] & CONTINUATION) == CONTINUED) {
      end--;
    }
    var head = new String(bytes, 0, end, StandardCharsets.UTF_8);
    var cut = head.lastIndexOf('\n') + 1;
    cut = cut > 0 ? cut : head.lastIndexOf(',') + 1;
    return cut > 0 ? head.substring(0, cut) : head;
  }
}
