package io.llmdevops.cluster;

/** This node cannot become a member of its cluster; says why in one line. */
public final class CannotJoinException extends RuntimeException {

  CannotJoinException(String why, Throwable cause) {
    super(why, cause, false, false);
  }
}
