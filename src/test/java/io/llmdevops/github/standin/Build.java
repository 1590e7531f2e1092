package io.llmdevops.github.standin;

import java.time.Instant;
import java.util.Objects;

/** A build of a site from its branch. */
public final class Build {

  private final long id;
  private final String commit;
  private final String pusher;
  private final Instant createdAt = Instant.now();
  private volatile String status = "queued";
  private volatile String error;
  private volatile Instant updatedAt = createdAt;

  Build(long id, String commit, String pusher) {
    this.id = id;
    this.commit = Objects.requireNonNull(commit, "commit");
    this.pusher = Objects.requireNonNull(pusher, "pusher");
  }

  long id() {
    return id;
  }

  public String commit() {
    return commit;
  }

  String pusher() {
    return pusher;
  }

  /** {@code queued}, {@code building}, {@code built} or {@code errored}. */
  public String status() {
    return status;
  }

  String error() {
    return error;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  void becomes(String now, String message) {
    error = message;
    updatedAt = Instant.now();
    status = now;
  }
}
