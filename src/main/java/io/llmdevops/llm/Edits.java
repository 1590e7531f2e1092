package io.llmdevops.llm;

import io.llmdevops.llm.Draft.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Replaces whole lines of a text. */
final class Edits {

  /** A block that could not be applied; the message says why, for the model. */
  static final class NoMatchException extends Exception {
    private NoMatchException(String reason) {
      super(reason);
    }
  }

  private Edits() {}

  /**
   * The text after all the blocks, in order.
   *
   * @throws NoMatchException where one of them does not match exactly once
   */
  static String apply(String text, List<Block> blocks) throws NoMatchException {
    if (blocks.isEmpty()) {
      throw new NoMatchException("the edit holds no SEARCH/REPLACE block");
    }
    var lines = lines(text);
    for (var block : blocks) {
      apply(lines, block);
    }
    return String.join("", lines);
  }

  private static void apply(List<String> lines, Block block) throws NoMatchException {
    if (block.search().isEmpty()) {
      throw new NoMatchException("the search is empty");
    }
    var start = find(lines.stream().map(Edits::withoutLineFeed).toList(), block.search());
    if (start < 0) {
      start = find(strip(lines), strip(block.search()));
    }
    if (start < 0) {
      throw new NoMatchException("the search lines are not in the file");
    }
    replace(lines.subList(start, start + block.search().size()), lineEnd(lines, start), block);
  }

  /** Where the wanted lines are, or -1. */
  private static int find(List<String> lines, List<String> wanted) throws NoMatchException {
    var first = Collections.indexOfSubList(lines, wanted);
    if (first >= 0
        && Collections.indexOfSubList(lines.subList(first + 1, lines.size()), wanted) >= 0) {
      throw new NoMatchException("the search lines are in the file more than once");
    }
    return first;
  }

  private static void replace(List<String> old, String lineEnd, Block block) {
    var endsLine = old.get(old.size() - 1).endsWith("\n");
    old.clear();
    block.replace().forEach(line -> old.add(line + lineEnd));
    if (!endsLine && !old.isEmpty()) {
      old.set(old.size() - 1, block.replace().get(block.replace().size() - 1));
    }
  }

  private static String lineEnd(List<String> lines, int start) {
    var model = lines.get(start).endsWith("\n") ? lines.get(start) : lines.get(0);
    return model.endsWith("\r\n") ? "\r\n" : "\n";
  }

  /** The lines, each with its own end. */
  private static List<String> lines(String text) {
    var result = new ArrayList<String>();
    var from = 0;
    while (from < text.length()) {
      var end = text.indexOf('\n', from);
      var next = end < 0 ? text.length() : end + 1;
      result.add(text.substring(from, next));
      from = next;
    }
    return result;
  }

  private static String withoutLineFeed(String line) {
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }

  private static List<String> strip(List<String> lines) {
    return lines.stream().map(String::stripTrailing).toList();
  }
}
