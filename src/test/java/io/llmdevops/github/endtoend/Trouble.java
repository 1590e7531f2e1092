package io.llmdevops.github.endtoend;

import io.llmdevops.github.standin.Fault;
import io.llmdevops.github.standin.Fault.When;

/** What goes wrong with a call, once. */
enum Trouble {
  ANSWER_IS_LOST(When.AFTER, Fault.drop()),
  FAILS(When.BEFORE, Fault.answer(500)),
  IS_DONE_AND_FAILS(When.AFTER, Fault.answer(500)),
  NEVER_ARRIVES(When.BEFORE, Fault.drop()),
  BAD_GATEWAY(When.AFTER, Fault.answer(502));

  /** The others differ from these by little. */
  static final Trouble[] COMMON = {ANSWER_IS_LOST, FAILS, IS_DONE_AND_FAILS};

  private final When when;
  private final Fault fault;

  Trouble(When when, Fault fault) {
    this.when = when;
    this.fault = fault;
  }

  When when() {
    return when;
  }

  Fault fault() {
    return fault;
  }
}
