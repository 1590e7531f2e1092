package io.llmdevops.task;

/** Somebody else holds the task now, or nobody: what was being done must not be written. */
public final class LeaseLostException extends RuntimeException {

  public LeaseLostException(TaskId id) {
    super("the lease on task " + id + " is lost");
  }
}
