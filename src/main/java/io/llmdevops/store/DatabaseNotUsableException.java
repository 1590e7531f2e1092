package io.llmdevops.store;

/** The database that {@code DATABASE_URL} names cannot be used, and why, for an operator. */
public final class DatabaseNotUsableException extends RuntimeException {

  DatabaseNotUsableException(String message, Throwable cause) {
    super("the database of DATABASE_URL cannot be used: " + message, cause);
  }
}
