package io.llmdevops.llm;

/**
 * Nothing more may be asked of any model for this task: a limit is reached, or the prompt would
 * give away a secret. The message is fit to be shown to whoever sent the task.
 */
final class HardStopException extends RuntimeException {
  HardStopException(String message) {
    super(message);
  }
}
