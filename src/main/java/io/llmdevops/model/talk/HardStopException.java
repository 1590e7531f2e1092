package io.llmdevops.model.talk;

/**
 * Nothing more may be asked of any model for this task: a limit is reached, or the prompt would
 * give away a secret. The message is fit to be shown to whoever sent the task.
 */
public final class HardStopException extends RuntimeException {
  public HardStopException(String message) {
    super(message);
  }
}
