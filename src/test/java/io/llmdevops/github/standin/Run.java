package io.llmdevops.github.standin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A run of a workflow, or the one that GitHub makes of its own for each build of a branch. */
public final class Run {

  /**
   * A step of a job.
   *
   * @param conclusion null while it has none
   */
  record StepState(String name, String uses, String status, String conclusion) {

    StepState ended(String how) {
      return new StepState(name, uses, "completed", how);
    }
  }

  /** A job of this attempt. */
  static final class Job {
    final long id;
    final String name;
    volatile List<StepState> steps;
    volatile String status = "queued";
    volatile String conclusion;
    volatile String log = "";
    volatile Instant endedAt;

    Job(long id, String name, List<StepState> steps) {
      this.id = id;
      this.name = name;
      this.steps = List.copyOf(steps);
    }

    void ends(String how) {
      conclusion = how;
      status = "completed";
      endedAt = Instant.now();
    }
  }

  private final long id;
  private final int number;
  private final WorkflowFile workflow;
  private final String event;
  private final String sha;
  private final String actor;
  private final Instant createdAt = Instant.now();
  private volatile int attempt = 1;
  private volatile String status = "queued";
  private volatile String conclusion;
  private volatile Instant updatedAt = createdAt;
  private volatile List<Job> jobs = List.of();

  Run(long id, int number, WorkflowFile workflow, String event, String sha, String actor) {
    this.id = id;
    this.number = number;
    this.workflow = Objects.requireNonNull(workflow, "workflow");
    this.event = Objects.requireNonNull(event, "event");
    this.sha = Objects.requireNonNull(sha, "sha");
    this.actor = Objects.requireNonNull(actor, "actor");
  }

  public long id() {
    return id;
  }

  int number() {
    return number;
  }

  WorkflowFile workflow() {
    return workflow;
  }

  public String event() {
    return event;
  }

  public String sha() {
    return sha;
  }

  String actor() {
    return actor;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  public int attempt() {
    return attempt;
  }

  public String status() {
    return status;
  }

  /** Null while it has none. */
  public String conclusion() {
    return conclusion;
  }

  List<Job> jobs() {
    return jobs;
  }

  void jobs(List<Job> all) {
    jobs = List.copyOf(all);
  }

  boolean isCompleted() {
    return status.equals("completed");
  }

  void becomes(String now, String how) {
    conclusion = how;
    status = now;
    updatedAt = Instant.now();
  }

  void again() {
    attempt++;
    becomes("queued", null);
  }
}
