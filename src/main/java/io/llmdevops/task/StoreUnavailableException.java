package io.llmdevops.task;

/**
 * The store cannot be used at the moment, through no fault of whoever asked: the disk is full or
 * broken, the database locked or out of reach. The same may succeed later. It may also have been
 * done already, where the answer was lost on its way.
 */
public final class StoreUnavailableException extends RuntimeException {

  /**
   * @param cause names tables and files: for the log, not for a client
   */
  public StoreUnavailableException(Throwable cause) {
    super("the store cannot be used: " + cause.getMessage(), cause);
  }
}
