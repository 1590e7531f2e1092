package io.llmdevops.model.http;

/** What comes from the server cannot be a model's answer; the message says why, in plain words. */
final class BadStreamException extends RuntimeException {

  BadStreamException(String message) {
    super(message);
  }
}
