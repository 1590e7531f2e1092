package io.llmdevops.llm;

import java.util.Locale;
import java.util.Random;

/** How fast the reader is: by hand, and for the benchmark. */
public final class ReaderSpeed {

  private static final int MIB = 1 << 20;
  private static final int PIECE = 97;

  private ReaderSpeed() {}

  /**
   * An answer of about that size, in files of 64 KiB with lines such as models write, and edits.
   */
  public static String largeAnswer(int bytes) {
    var random = new Random(3);
    var text = new StringBuilder(bytes + (1 << 17)).append("<summary>large</summary>\n");
    for (var file = 0; text.length() < bytes; file++) {
      text.append("<file path=\"src/part").append(file).append(".js\">\n");
      var end = text.length() + (1 << 16);
      for (var line = 0; text.length() < end; line++) {
        text.append(" ".repeat(random.nextInt(12))).append("const value").append(line);
        text.append(" = document.querySelector('#id-").append(random.nextInt()).append("');\n");
      }
      text.append("</file>\n<edit path=\"app.js\">\n<<<<<<< SEARCH\nold line ").append(file);
      text.append("\n=======\nnew line\n>>>>>>> REPLACE\n</edit>\n");
    }
    return text.append("<done/>\n").toString();
  }

  /** Reads that text in small pieces, as they come from a model; MiB of text per second. */
  public static double mebibytesPerSecond(String answer) {
    return mebibytesPerSecond(answer, PIECE, Silence.INSTANCE);
  }

  static double mebibytesPerSecond(String answer, int piece, AnswerReader.Listener listener) {
    var reader = new AnswerReader(listener);
    var startedAt = System.nanoTime();
    for (var from = 0; from < answer.length(); from += piece) {
      reader.feed(answer.substring(from, Math.min(answer.length(), from + piece)));
    }
    if (!reader.draft().done()) {
      throw new IllegalStateException("the answer was not read to its end");
    }
    return answer.length() / (double) MIB * 1e9 / (System.nanoTime() - startedAt);
  }

  public static void main(String[] args) {
    report("an answer of many files", largeAnswer(100 * MIB));
    var file = "<file path=\"a.js\">\n%s\n</file>\n<done/>\n";
    report("one line", String.format(file, "x".repeat(100 * MIB)));
    report("one line of blanks", String.format(file, "<" + " ".repeat(100 * MIB) + ">"));
    report("a line that is nearly a tag", "<summary>" + "</".repeat(50 * MIB) + ">\n<done/>");
    report("a million tags", "<delete path=\"a\"/>\n".repeat(1_000_000) + "<done/>");
    report("a million files", "<file path=\"a\">\n</file>\n".repeat(1_000_000) + "<done/>");
    report("empty lines", String.format(file, "\n".repeat(50 * MIB)));
    report("a fence", String.format(file, "```\n" + "`\n".repeat(10 * MIB) + "```"));
  }

  private static void report(String name, String answer) {
    for (var piece : new int[] {1, PIECE, PIECE, answer.length()}) {
      var speed = mebibytesPerSecond(answer, piece, Silence.INSTANCE);
      System.out.printf(Locale.ROOT, "%-30s pieces of %d: %.0f MiB/s%n", name, piece, speed);
    }
  }
}
