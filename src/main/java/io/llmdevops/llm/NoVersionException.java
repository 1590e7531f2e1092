package io.llmdevops.llm;

/** There will be no version, for good; the message says why and is fit for the task's error. */
final class NoVersionException extends RuntimeException {

  NoVersionException(String why) {
    super(why);
  }
}
