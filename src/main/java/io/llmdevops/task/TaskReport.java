package io.llmdevops.task;

import java.time.Instant;
import java.util.List;

/**
 * All there is to say of a task: what {@code GET /tasks/{id}} shows.
 *
 * @param calls of models, in the order in which they were begun
 * @param givenUp models that are not asked again
 */
public record TaskReport(
    Task task,
    String brief,
    List<Event> timeline,
    List<ModelCall> calls,
    List<GivenUp> givenUp,
    List<Judged> versions) {

  /** One line of the timeline. */
  public record Event(Instant at, TaskState state, String detail) {}

  /**
   * A model that is not asked again for a task.
   *
   * @param refused it would not do it
   */
  public record GivenUp(String model, boolean refused, String why) {}

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
    givenUp = List.copyOf(givenUp);
    versions = List.copyOf(versions);
  }
}
