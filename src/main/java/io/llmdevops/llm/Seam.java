package io.llmdevops.llm;

import io.llmdevops.llm.Tag.Kind;
import java.util.regex.Pattern;

/**
 * Where an answer that was cut off and what continues it meet. A model is asked to go on at the
 * exact character and to add nothing; some begin with a code fence, begin the last line once more,
 * or begin the file or the whole answer anew, none of which may end up in the middle of a file.
 */
final class Seam {

  private static final int LOOKED_AT = 2_000;

  /** A shorter one says little, and comes twice by chance. */
  private static final int SHORTEST_REPEAT = 12;

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

  /**
   * A line that is begun once more is taken once. Any other repeat stays, since an exact
   * continuation may well say twice what stands there once: the next cell of a table, the next line
   * of a list.
   */
  private String withoutRepeat(String rest) {
    var from = 0;
    while (from < rest.length() && isLineEnd(rest.charAt(from))) {
      from++;
    }
    for (var start = 0; start < end.length(); start = nextLine(start)) {
      var goesOn = from + end.length() - start;
      if (isBegunAgain(end.substring(start), rest.substring(from))) {
        return rest.substring(goesOn);
      }
    }
    return rest;
  }

  private int nextLine(int start) {
    var lineEnd = end.indexOf('\n', start);
    return lineEnd < 0 ? end.length() : lineEnd + 1;
  }

  /** Only what was cut within a line and now goes on: after a whole line its like may follow. */
  private boolean isBegunAgain(String lines, String rest) {
    return lines.length() >= SHORTEST_REPEAT
        && !lines.endsWith("\n")
        && rest.startsWith(lines)
        && rest.length() > lines.length()
        && !isLineEnd(rest.charAt(lines.length()))
        && !isUsual(lines);
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  /** What was there twice before may come a third time, and a pattern may go on. */
  private boolean isUsual(String repeat) {
    return end.indexOf(repeat) < end.length() - repeat.length() || isPattern(repeat);
  }

  /** The same thing again and again. */
  private static boolean isPattern(String text) {
    for (var period = 1; period <= text.length() / 2; period++) {
      if (text.regionMatches(0, text, period, text.length() - period)) {
        return true;
      }
    }
    return false;
  }
}
