package io.llmdevops.benchmark;

import java.util.List;

/** Measures some figures on engines of its own. */
@FunctionalInterface
interface Section {

  /** Blocks; leaves no process behind. */
  List<Figure> measure(Workplace place) throws Exception;
}
