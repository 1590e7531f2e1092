package io.llmdevops.intake;

import io.llmdevops.intake.Problem.Fault;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that a client learns it all at once. */
final class Faults {

  private final List<Fault> found = new ArrayList<>();

  void add(String pointer, String detail) {
    found.add(new Fault(pointer, detail));
  }

  /**
   * @throws Problem 400 with every fault, where there is one
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw Problem.invalid(found);
    }
  }

  List<Fault> found() {
    return List.copyOf(found);
  }
}
