package io.llmdevops.model;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One piece of data within a prompt: something from outside, apart from what is said about it.
 *
 * @param kind what it is, such as {@code brief}, {@code attachment} or {@code file}
 * @param about what is known of it, such as its name; values may come from outside as well
 */
public record DataBlock(String kind, Map<String, String> about, String text) {

  public DataBlock {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
    about = Map.copyOf(about);
  }

  /** What is known under this key, or nothing. */
  public String about(String key) {
    return about.getOrDefault(key, "");
  }

  /** In an order that does not change from run to run. */
  Map<String, String> sortedAbout() {
    return new TreeMap<>(about);
  }
}
