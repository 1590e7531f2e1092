package io.llmdevops.check.browser.guard;

/** What is asked for is not let through. The message says why, in words fit for a task's report. */
final class RefusedTargetException extends RuntimeException {

  RefusedTargetException(String why) {
    super(why, null, false, false);
  }
}
