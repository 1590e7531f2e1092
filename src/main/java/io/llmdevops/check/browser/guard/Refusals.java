package io.llmdevops.check.browser.guard;

import io.llmdevops.check.browser.guard.Guard.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was refused, each target once, however often a page tries. Thread-safe. */
final class Refusals {

  private static final int MAX = 100;
  private static final int MAX_TARGET = 300;

  private final Map<String, Refusal> byTarget = new LinkedHashMap<>();

  synchronized void note(String target, String why) {
    var shown = target.length() > MAX_TARGET ? target.substring(0, MAX_TARGET) + "…" : target;
    if (byTarget.size() < MAX) {
      byTarget.putIfAbsent(shown, new Refusal(shown, why));
    }
  }

  synchronized List<Refusal> all() {
    return List.copyOf(byTarget.values());
  }
}
