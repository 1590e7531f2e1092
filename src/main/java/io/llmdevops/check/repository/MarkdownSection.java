package io.llmdevops.check.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * A heading of a Markdown file. Found line by line, in linear time whatever the file holds: ATX and
 * setext headings (CommonMark 4.2 and 4.3), HTML's own, and a line that is all bold, as many write
 * them; not what stands in a fenced block (4.5).
 *
 * @param level 1 to 6; 7 for a line that is all bold
 * @param isEmpty neither text nor a deeper heading stands under it
 */
record MarkdownSection(String heading, int level, boolean isEmpty) {

  private static final int BOLD = 7;
  private static final int DEEPEST = 6;
  private static final String INDENTED = "| ";
  private static final int LONGEST_HEADING = 200;

  /** No reader looks further; nor does a rule. */
  private static final int MOST = 500;

  static List<MarkdownSection> of(String markdown) {
    var scan = new Scan();
    markdown.lines().map(MarkdownSection::outdented).forEach(scan::line);
    return scan.finish();
  }

  /** Without blanks at its ends; an indented line is code (CommonMark 4.4), whatever it says. */
  private static String outdented(String line) {
    return !line.isBlank() && (line.startsWith("    ") || line.startsWith("\t"))
        ? (INDENTED + line.strip()).strip()
        : line.strip();
  }

  /** Reads from the top; what comes later decides whether a section is empty. */
  private static final class Scan {

    private final List<MarkdownSection> found = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();
    private String fence = "";
    private String above = "";

    void line(String line) {
      if (!fence.isEmpty()) {
        fence = line.startsWith(fence) && isAll(line, fence.charAt(0)) ? "" : fence;
      } else if (opensFence(line)) {
        fence = line.substring(0, 3);
        text();
      } else {
        outsideFence(line);
      }
      above = fence.isEmpty() ? line : "";
    }

    private void outsideFence(String line) {
      var underline = isAll(line, '=') ? 1 : isAll(line, '-') ? 2 : 0;
      if (underline > 0 && !above.isEmpty() && level(above) == 0) {
        add(above, underline);
      } else if (level(line) > 0) {
        add(bare(line), level(line));
      } else if (!line.isEmpty()) {
        text();
      }
    }

    private void add(String heading, int level) {
      close(level);
      if (found.size() == MOST) {
        return;
      }
      open.add(found.size());
      found.add(new MarkdownSection(heading, level, true));
    }

    /** A deeper heading fills the sections that it stands in. */
    private void close(int level) {
      open.removeIf(index -> found.get(index).level() >= level);
      text();
    }

    private void text() {
      for (var index : open) {
        var section = found.get(index);
        found.set(index, new MarkdownSection(section.heading(), section.level(), false));
      }
      open.clear();
    }

    List<MarkdownSection> finish() {
      return List.copyOf(found);
    }
  }

  /** Three backticks with another one behind them are inline code. */
  private static boolean opensFence(String line) {
    return line.startsWith("~~~")
        || line.startsWith("```") && line.replaceFirst("^`+", "").indexOf('`') < 0;
  }

  private static boolean isAll(String line, char wanted) {
    return !line.isEmpty() && line.chars().allMatch(each -> each == wanted);
  }

  /** Of a heading that stands on one line; 0 for any other line. */
  private static int level(String line) {
    if (line.length() > LONGEST_HEADING) {
      return 0;
    }
    var hashes = (int) line.chars().takeWhile(each -> each == '#').count();
    if (hashes > 0) {
      return hashes <= DEEPEST && hashes < line.length() && line.charAt(hashes) == ' ' ? hashes : 0;
    }
    if (line.length() > 4 && line.charAt(0) == '<' && (line.charAt(1) | 0x20) == 'h') {
      var digit = line.charAt(2) - '0';
      return digit >= 1 && digit <= DEEPEST && line.indexOf('>') > 0 ? digit : 0;
    }
    var bold = line.startsWith("**") && line.indexOf("**", 2) >= line.length() - 3;
    return bold && line.length() > 4 ? BOLD : 0;
  }

  private static String bare(String line) {
    var text = line.startsWith("<") ? line.substring(line.indexOf('>') + 1) : line;
    var end = line.startsWith("<") ? text.indexOf('<') : -1;
    return (end >= 0 ? text.substring(0, end) : text).replace('#', ' ').replace('*', ' ').strip();
  }
}
