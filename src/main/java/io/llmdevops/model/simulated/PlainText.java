package io.llmdevops.model.simulated;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text from outside, made fit for a place in a page, a Markdown file or a reference. */
final class PlainText {

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF&&[^\\t\\n]]");
  private static final Pattern MARKDOWN = Pattern.compile("[!-/:-@\\[-`{-~]");
  private static final Pattern QUOTED_TITLE =
      Pattern.compile(
          "\\b(?:titled?|called|named)\\s*:?\\s*[\"\u201c\u2018']([^\"\u201d\u2019'\\n]{1,80})"
              + "[\"\u201d\u2019']",
          Pattern.CASE_INSENSITIVE);
  private static final int MAX_TITLE = 70;

  private PlainText() {}

  /** With line feeds only, and without characters that HTML cannot hold. */
  static String of(String text) {
    var lines = text.replace("\r\n", "\n").replace('\r', '\n');
    return UNPRINTABLE.matcher(lines).replaceAll("\uFFFD");
  }

  /** On one line, cut at a word where it is longer than that. */
  static String line(String text, int most) {
    var line = of(text).replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= most) {
      return line;
    }
    var head = line.substring(0, line.offsetByCodePoints(0, most));
    var space = head.lastIndexOf(' ');
    return (space > most / 2 ? head.substring(0, space) : head) + "…";
  }

  /** What a page for this brief may be called. */
  static String title(String brief) {
    var quoted = QUOTED_TITLE.matcher(brief);
    if (quoted.find() && !quoted.group(1).isBlank()) {
      return line(quoted.group(1), MAX_TITLE);
    }
    var sentence = of(brief).strip().split("(?<=[.!?])\\s|\\n", 2)[0];
    var title = line(sentence, MAX_TITLE).replaceAll("[.:]$", "");
    return title.isBlank() ? "A brief without words" : title;
  }

  /** On one line of Markdown, with nothing in it that Markdown or HTML takes for its own. */
  static String markdown(String text, int most) {
    return MARKDOWN.matcher(line(text, most)).replaceAll("\\\\$0");
  }

  /** The name of a file as a relative reference (RFC 3986): every byte but the unreserved. */
  static String reference(String name) {
    // The JDK encodes for forms, which differ in these three.
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
