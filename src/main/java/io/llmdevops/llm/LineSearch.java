package io.llmdevops.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Finds lines in a row among other lines, in time linear in both (Knuth, Morris and Pratt): a file
 * of many lines that are alike must not take hours.
 */
final class LineSearch {

  private final List<String> wanted;
  private final ToIntFunction<String> extent;

  /** For each number of lines that match, how many match still where the next does not. */
  private final int[] fallback;

  /**
   * @param wanted at least one line
   * @param extent how many of a line's characters count, from its beginning
   */
  LineSearch(List<String> wanted, ToIntFunction<String> extent) {
    this.wanted = wanted;
    this.extent = extent;
    this.fallback = new int[wanted.size() + 1];
    for (var at = 1; at < wanted.size(); at++) {
      fallback[at + 1] = matching(fallback[at], wanted.get(at));
    }
  }

  /** Where they stand for the first time and, if they do, for the second; they may overlap. */
  List<Integer> firstTwo(List<String> lines) {
    var found = new ArrayList<Integer>();
    var matching = 0;
    for (var at = 0; at < lines.size() && found.size() < 2; at++) {
      matching = matching(matching, lines.get(at));
      if (matching == wanted.size()) {
        found.add(at + 1 - matching);
        matching = fallback[matching];
      }
    }
    return found;
  }

  private int matching(int before, String line) {
    var matching = before;
    while (matching > 0 && !isSame(wanted.get(matching), line)) {
      matching = fallback[matching];
    }
    return isSame(wanted.get(matching), line) ? matching + 1 : matching;
  }

  private boolean isSame(String one, String other) {
    var length = extent.applyAsInt(one);
    return length == extent.applyAsInt(other) && one.regionMatches(0, other, 0, length);
  }
}
