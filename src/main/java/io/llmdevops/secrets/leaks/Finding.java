package io.llmdevops.secrets.leaks;

/** What stands where an expression matched. */
enum Finding {
  LEAK,
  /**
   * A secret's form, but made to be seen, or a placeholder: no other rule is to take it for one.
   */
  PUBLIC,
  /** Something else. */
  NONE;

  static Finding unless(boolean harmless) {
    return harmless ? PUBLIC : LEAK;
  }
}
