package io.llmdevops.check.browser;

/** No browser can be had, whatever the page. The message is one line, fit for a task's report. */
public final class NoBrowserException extends RuntimeException {

  public NoBrowserException(String message) {
    super(message);
  }

  public NoBrowserException(String message, Throwable cause) {
    super(message, cause);
  }
}
