package io.llmdevops.secrets.leaks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds many words in one pass, whatever their case (Aho and Corasick, "Efficient string matching",
 * 1975, with every transition laid out). Immutable.
 */
final class Keywords {

  /** Told of each word that ends at a place. */
  interface Listener {
    /**
     * @param word its index
     * @param end behind its last character
     * @return whether to go on
     */
    boolean found(int word, int end);
  }

  private static final int ASCII = 128;

  private final byte[] classes = new byte[ASCII];
  private final int width;
  private final char[] next;
  private final int[][] ends;

  Keywords(List<String> words) {
    var lower = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    width = classify(lower) + 1;
    var states = new ArrayList<char[]>();
    List<List<Integer>> found = new ArrayList<>();
    grow(states, found);
    for (var index = 0; index < lower.size(); index++) {
      found.get(insert(lower.get(index), states, found)).add(index);
    }
    close(states, found);
    next = new char[states.size() * width];
    for (var state = 0; state < states.size(); state++) {
      System.arraycopy(states.get(state), 0, next, state * width, width);
    }
    ends =
        found.stream()
            .map(list -> list.isEmpty() ? null : list.stream().mapToInt(each -> each).toArray())
            .toArray(int[][]::new);
  }

  private int classify(List<String> words) {
    var count = 0;
    for (var word : words) {
      for (var letter : word.toCharArray()) {
        if (classes[letter] == 0) {
          classes[letter] = (byte) ++count;
          classes[Character.toUpperCase(letter)] = (byte) count;
        }
      }
    }
    return count;
  }

  private void grow(List<char[]> states, List<List<Integer>> found) {
    states.add(new char[width]);
    found.add(new ArrayList<>());
  }

  private int insert(String word, List<char[]> states, List<List<Integer>> found) {
    var state = 0;
    for (var letter : word.toCharArray()) {
      var row = states.get(state);
      if (row[classes[letter]] == 0) {
        row[classes[letter]] = (char) states.size();
        grow(states, found);
      }
      state = row[classes[letter]];
    }
    return state;
  }

  /** Breadth first, so that what a state falls back to is complete when it is needed. */
  private void close(List<char[]> states, List<List<Integer>> found) {
    var fallback = new int[states.size()];
    var queue = new ArrayDeque<Integer>(List.of(0));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      var row = states.get(state);
      var back = states.get(fallback[state]);
      for (var letter = 0; letter < width; letter++) {
        int child = row[letter];
        if (child == 0) {
          row[letter] = state == 0 ? 0 : back[letter];
        } else {
          fallback[child] = state == 0 ? 0 : back[letter];
          found.get(child).addAll(found.get(fallback[child]));
          queue.add(child);
        }
      }
    }
  }

  void each(String text, Listener listener) {
    var state = 0;
    for (var at = 0; at < text.length(); at++) {
      var letter = text.charAt(at);
      state = letter < ASCII ? next[state * width + classes[letter]] : 0;
      var words = ends[state];
      if (words != null && !told(words, at + 1, listener)) {
        return;
      }
    }
  }

  private static boolean told(int[] words, int end, Listener listener) {
    for (var word : words) {
      if (!listener.found(word, end)) {
        return false;
      }
    }
    return true;
  }
}
