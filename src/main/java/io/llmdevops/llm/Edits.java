package io.llmdevops.llm;

import io.llmdevops.llm.Draft.Block;
import java.util.ArrayList;
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
    var start = find(new LineSearch(block.search(), Edits::withoutLineFeed), lines);
    if (start < 0) {
      start = find(new LineSearch(block.search(), Edits::withoutBlanksAtEnd), lines);
    }
    if (start < 0) {
      throw new NoMatchException("the search lines are not in the file");
    }
    replace(lines.subList(start, start + block.search().size()), lineEnd(lines, start), block);
  }

  /** Where the wanted lines are, or -1. */
  private static int find(LineSearch search, List<String> lines) throws NoMatchException {
    var found = search.firstTwo(lines);
    if (found.size() > 1) {
      throw new NoMatchException("the search lines are in the file more than once");
    }
    return found.isEmpty() ? -1 : found.get(0);
  }

  private static void replace(List<String> old, String lineEnd, Block block) {
    var endsLine = old.get(old.size() - 1).endsWith("\n");
    var fresh = new ArrayList<String>();
    block.replace().forEach(line -> fresh.add(line + lineEnd));
    if (!endsLine && !fresh.isEmpty()) {
      fresh.set(fresh.size() - 1, block.replace().get(block.replace().size() - 1));
    }
    old.clear();
    old.addAll(fresh);
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

  private static int withoutLineFeed(String line) {
    return line.endsWith("\n") ? line.length() - 1 : line.length();
  }

  private static int withoutBlanksAtEnd(String line) {
    var end = line.length();
    while (end > 0 && Character.isWhitespace(line.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
