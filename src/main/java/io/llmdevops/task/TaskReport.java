package io.llmdevops.task;

import java.time.Instant;
import java.util.List;

/** All there is to say of a task: what {@code GET /tasks/{id}} shows. */
public record TaskReport(
    Task task, String brief, List<Event> timeline, List<ModelCall> calls, List<Judged> versions) {

  /** One line of the timeline. */
  public record Event(Instant at, TaskState state, String detail) {}

  /**
   * A version and how it was judged, without its files.
   *
   * @param published it was pushed
   */
  public record Judged(
      int number,
      String model,
      boolean published,
      List<Version.Dropped> dropped,
      List<CheckResult> checks) {
    public Judged {
      dropped = List.copyOf(dropped);
      checks = List.copyOf(checks);
    }
  }

  public TaskReport {
    timeline = List.copyOf(timeline);
    calls = List.copyOf(calls);
    versions = List.copyOf(versions);
  }
}
