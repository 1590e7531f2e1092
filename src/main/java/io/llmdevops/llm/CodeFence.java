package io.llmdevops.llm;

import java.util.Locale;
import java.util.regex.Pattern;

/** A Markdown code fence that a model put around a whole file. */
final class CodeFence {

  private static final Pattern OPENING = Pattern.compile(" {0,3}(`{3,}|~{3,})[^`]*");

  private CodeFence() {}

  /** The content without the fence that encloses all of it; Markdown files keep theirs. */
  static String strip(String path, String content) {
    if (isMarkdown(path)) {
      return content;
    }
    var body = content.strip();
    var firstEnd = body.indexOf('\n');
    var lastStart = body.lastIndexOf('\n') + 1;
    if (firstEnd < 0 || !(body.startsWith("```") || body.startsWith("~~~"))) {
      return content;
    }
    var opening = OPENING.matcher(body.substring(0, firstEnd));
    if (!opening.matches() || !closes(body.substring(lastStart), opening.group(1))) {
      return content;
    }
    var inner = body.substring(firstEnd + 1, lastStart);
    return inner.lines().anyMatch(line -> closes(line, opening.group(1))) ? content : inner;
  }

  private static boolean closes(String line, String fence) {
    var bare = line.strip();
    return bare.length() >= fence.length()
        && bare.chars().allMatch(character -> character == fence.charAt(0));
  }

  /** A file of this path may hold code fences of its own. */
  static boolean isMarkdown(String path) {
    var name = path.strip().toLowerCase(Locale.ROOT);
    return name.endsWith(".md") || name.endsWith(".markdown");
  }
}
