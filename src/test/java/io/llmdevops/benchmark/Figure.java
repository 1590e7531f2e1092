package io.llmdevops.benchmark;

import java.util.List;

/**
 * One line of the table.
 *
 * @param aim empty where the figure is there for context only
 * @param limits what was measured to hold it back; printed where it falls short
 */
record Figure(String name, String measured, String aim, boolean reached, List<String> limits) {

  static Figure context(String name, String measured) {
    return new Figure(name, measured, "", true, List.of());
  }

  /** With more to say where all figures are explained. */
  Figure with(List<String> more) {
    return new Figure(name, measured, aim, reached, more);
  }

  String verdict() {
    return aim.isEmpty() ? "" : reached ? "reached" : "SHORT";
  }
}
