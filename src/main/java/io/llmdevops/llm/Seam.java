package io.llmdevops.llm;

import io.llmdevops.llm.Tag.Kind;
import java.util.regex.Pattern;

/**
 * Where an answer that was cut off and what continues it meet. A model is asked to go on at the
 * exact character and to add nothing; some begin with a code fence, say the last line once more, or
 * begin the file or the whole answer anew, none of which may end up in the middle of a file.
 */
final class Seam {

  private static final int LOOKED_AT = 2_000;

  /** What is said twice by chance is shorter; of a line from its beginning on, even less. */
  private static final int SHORTEST_REPEAT = 16;

  private static final int SHORTEST_LINE = 12;

  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~)[\\w+-]*\\s*\n");
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private final AnswerReader reader;
  private final String end;
  private final StringBuilder head = new StringBuilder();
  private boolean joined;

  /**
   * @param said so far; nothing where this is the beginning of an answer
   */
  Seam(AnswerReader reader, StringBuilder said) {
    this.reader = reader;
    this.end = said.substring(Math.max(0, said.length() - LOOKED_AT));
    this.joined = said.isEmpty();
  }

  /** The next piece of what continues. */
  void feed(String piece) {
    if (joined) {
      reader.feed(piece);
      return;
    }
    head.append(piece);
    if (head.length() >= LOOKED_AT) {
      join();
    }
  }

  /** Nothing more comes before the next cut. */
  void end() {
    if (!joined) {
      join();
    }
  }

  private void join() {
    joined = true;
    var rest = head.toString();
    if (reader.endsWithTag()) {
      // Whoever goes on after a complete tag begins a new line, most without saying so.
      reader.feed("\n");
      var lineEnd = LINE_END.matcher(rest);
      rest = lineEnd.lookingAt() ? rest.substring(lineEnd.end()) : rest;
    }
    if (isNewBeginning(rest)) {
      reader.beginAnew();
      reader.feed(rest);
    } else {
      reader.feed(withoutRepeat(withoutFence(rest)));
    }
  }

  /** It begins with a tag, or goes back to the file that is open before that is closed. */
  private boolean isNewBeginning(String rest) {
    var first = true;
    for (var line : rest.lines().toList()) {
      var tag = Tag.of(line).filter(each -> each.kind() != Kind.DONE);
      if (tag.isPresent() && tag.get().kind() != Kind.SUMMARY) {
        return first || reader.isOpen(tag.get().value());
      }
      if (line.startsWith("</file>") || line.startsWith("</edit>")) {
        return false;
      }
      first &= line.isBlank() || tag.isPresent() || FENCE.matcher(line + "\n").matches();
    }
    return false;
  }

  private String withoutFence(String rest) {
    var fence = FENCE.matcher(rest);
    return reader.isInCode() && fence.lookingAt() ? rest.substring(fence.end()) : rest;
  }

  /** Only within a line: whole lines may well be the same, one after the other. */
  private String withoutRepeat(String rest) {
    if (end.endsWith("\n")) {
      return rest;
    }
    var from = 0;
    while (from < rest.length() && (rest.charAt(from) == '\n' || rest.charAt(from) == '\r')) {
      from++;
    }
    for (var length = Math.min(end.length(), rest.length() - from);
        length >= SHORTEST_LINE;
        length--) {
      if ((length >= SHORTEST_REPEAT || isLineStart(end.length() - length))
          && end.regionMatches(end.length() - length, rest, from, length)) {
        var repeat = rest.substring(from, from + length);
        return isPattern(repeat) ? rest : rest.substring(from + length);
      }
    }
    return rest;
  }

  private boolean isLineStart(int at) {
    return at > 0 && end.charAt(at - 1) == '\n';
  }

  /** The same thing again and again, which may go on like that. */
  private static boolean isPattern(String text) {
    for (var period = 1; period <= text.length() / 2; period++) {
      if (text.regionMatches(0, text, period, text.length() - period)) {
        return true;
      }
    }
    return false;
  }
}
