package io.llmdevops.chaos;

import io.llmdevops.task.TaskState;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an engine can be killed. For a task: its state, and within the step that works on it the
 * last thing that the log says. Each task of a dead engine was at exactly one of these.
 */
enum KillPoint {
  /** The process has only just begun. */
  START_EARLY,
  /** The leases of the former self are taken back, nothing works yet. */
  START_LEASES_BACK,
  /** A request whose body is half in. */
  REQUEST_HALF_SENT,
  /** Requests that are in, some of them stored, none or not all of them answered. */
  REQUESTS_UNANSWERED,

  ACCEPTED_WAITING(TaskState.ACCEPTED, "accepted, round"),
  ACCEPTED_CLAIMED(TaskState.ACCEPTED, "llm: claimed"),
  ACCEPTED_MODEL_WRITES(TaskState.ACCEPTED, "calling model"),
  ACCEPTED_VERSION_UNSTORED(TaskState.ACCEPTED, "version 1 is written"),

  GENERATED_WAITING(TaskState.GENERATED, "llm: generated"),
  GENERATED_CLAIMED(TaskState.GENERATED, "check: claimed"),
  GENERATED_JUDGED_UNSTORED(TaskState.GENERATED, "version . is judged"),

  REJECTED_WAITING(TaskState.REJECTED, "check: rejected"),
  REJECTED_CLAIMED(TaskState.REJECTED, "llm: claimed"),
  REJECTED_MODEL_REPAIRS(TaskState.REJECTED, "calling model"),
  REJECTED_VERSION_UNSTORED(TaskState.REJECTED, "version 2 is written"),

  CHECKED_WAITING(TaskState.CHECKED, "check: checked"),
  CHECKED_CLAIMED(TaskState.CHECKED, "hosting: claimed"),
  CHECKED_PUSH_PLANNED(TaskState.CHECKED, "push to .* is planned"),
  CHECKED_MAIN_MOVES(TaskState.CHECKED, "moving main"),
  CHECKED_PUSH_UNSTORED(TaskState.CHECKED, "main is at"),

  PUBLISHED_WAITING(TaskState.PUBLISHED, "hosting: published"),
  PUBLISHED_CLAIMED(TaskState.PUBLISHED, "hosting: claimed"),
  PUBLISHED_PAGE_UNSTORED(TaskState.PUBLISHED, "page asked for"),

  LIVE_WAITING(TaskState.LIVE, "hosting: live"),
  LIVE_CLAIMED(TaskState.LIVE, "notification: claimed"),
  LIVE_CALLBACK_UNDER_WAY(TaskState.LIVE, "sending the callback"),
  LIVE_CALLBACK_UNSTORED(TaskState.LIVE, "callback answered"),

  NOTIFIED_JUST_NOW(TaskState.NOTIFIED, "notification: notified");

  private final Optional<TaskState> state;
  private final String line;

  KillPoint() {
    this.state = Optional.empty();
    this.line = "";
  }

  KillPoint(TaskState state, String line) {
    this.state = Optional.of(state);
    this.line = line;
  }

  /** Those of a start and of requests are no task's. */
  Optional<TaskState> state() {
    return state;
  }

  boolean isStart() {
    return this == START_EARLY || this == START_LEASES_BACK;
  }

  boolean isIntake() {
    return this == REQUEST_HALF_SENT || this == REQUESTS_UNANSWERED;
  }

  /** A step is at work on the task. */
  boolean isInStep() {
    return state.isPresent() && !isWaiting() && state.get() != TaskState.NOTIFIED;
  }

  private boolean isWaiting() {
    return name().endsWith("_WAITING");
  }

  /** This is the line that says a task in this state has got here. */
  boolean isReachedBy(String text, TaskState now) {
    return state.filter(now::equals).isPresent() && text.matches(line + ".*");
  }

  /**
   * Where a task was when its engine died.
   *
   * @param claimed a step held it
   * @param lastLine the last that the log said of it
   */
  static KillPoint of(TaskState state, boolean claimed, String lastLine) {
    var ofState =
        Stream.of(values()).filter(point -> point.state.filter(state::equals).isPresent());
    if (!claimed || state == TaskState.NOTIFIED) {
      return ofState.findFirst().orElseThrow();
    }
    var steps = ofState.filter(KillPoint::isInStep).toList();
    // A claim is stored before the log tells of it.
    return steps.stream()
        .filter(point -> point.isReachedBy(lastLine, state))
        .max(Comparator.naturalOrder())
        .orElse(steps.get(0));
  }
}
