package io.llmdevops.chaos;

import io.llmdevops.task.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the engine has been killed, by the evidence that it left. */
final class Deaths {

  private final Map<KillPoint, Integer> seen = new EnumMap<>(KillPoint.class);
  private final List<String> violations = new ArrayList<>();
  private int count;
  private int cutShort;

  /**
   * Looks at a dead engine.
   *
   * @param before what the database said before its life
   * @param after what it says now
   * @param requestLost a request that was to be lost was
   * @param aimed where it was meant to die
   */
  void examine(Life life, Snapshot before, Snapshot after, boolean requestLost, KillPoint aimed) {
    count++;
    var here = EnumSet.noneOf(KillPoint.class);
    after.tasks().values().stream()
        .filter(row -> !isOver(row, before))
        .filter(row -> row.state() != TaskState.FAILED)
        .forEach(
            row -> here.add(KillPoint.of(row.state(), row.claimed(), life.lastLine(row.id()))));
    if (!life.isReady()) {
      here.add(life.hasTakenLeasesBack() ? KillPoint.START_LEASES_BACK : KillPoint.START_EARLY);
    }
    if (aimed.isIntake() && requestLost) {
      here.add(aimed);
    }
    here.forEach(point -> seen.merge(point, 1, Integer::sum));
    life.errors().forEach(error -> violations.add("the log has an error: " + error));
    after.tasks().values().forEach(row -> compare(life, before, row));
    before.tasks().keySet().stream()
        .filter(id -> after.task(id).isEmpty())
        .forEach(id -> violations.add("lost: " + id));
  }

  /** It was over before that life. */
  private static boolean isOver(Snapshot.Row row, Snapshot before) {
    return before.task(row.id()).filter(known -> known.state().isFinal()).isPresent();
  }

  /** A call is due to a task that waits for a version at the start, and after each rejection. */
  private void compare(Life life, Snapshot before, Snapshot.Row row) {
    var known = before.task(row.id());
    var awaited = known.map(old -> awaitsVersion(old.state())).orElse(true) ? 1 : 0;
    var rejected = row.rejections() - known.map(Snapshot.Row::rejections).orElse(0);
    var calls = life.calls().getOrDefault(row.id(), 0);
    if (calls > awaited + rejected) {
      violations.add(calls + " calls of a model, due " + (awaited + rejected) + ": " + row);
    }
    if (row.versions() < known.map(Snapshot.Row::versions).orElse(0)) {
      violations.add("a version was lost: " + row);
    }
    if (row.calls() != row.versions()) {
      violations.add("stored calls and versions differ: " + row);
    }
    compareCalls(calls, known, row);
    if (row.state() == TaskState.FAILED) {
      violations.add("failed: " + row);
    }
  }

  /** A call is stored before the log tells of it; one that a kill has cut short stays so. */
  private void compareCalls(int told, Optional<Snapshot.Row> known, Snapshot.Row row) {
    var ended = row.calls() - known.map(Snapshot.Row::calls).orElse(0);
    var open = row.openCalls() - known.map(Snapshot.Row::openCalls).orElse(0);
    var untold = ended + open - told;
    if (open < 0 || open > 1 || untold < 0 || untold > open) {
      violations.add(open + " calls cut short, " + ended + " ended, " + told + " told: " + row);
    }
    if (open > 0 && !(row.claimed() && awaitsVersion(row.state()))) {
      violations.add("a call cut short where none was under way: " + row);
    }
    cutShort += open;
  }

  /** How many calls of a model a kill has cut short. */
  int cutShort() {
    return cutShort;
  }

  private static boolean awaitsVersion(TaskState state) {
    return state == TaskState.ACCEPTED || state == TaskState.REJECTED;
  }

  int count() {
    return count;
  }

  List<String> violations() {
    return violations;
  }

  boolean isSeen(KillPoint point) {
    return seen.containsKey(point);
  }

  /** Those that nobody has died at yet. */
  Set<KillPoint> missing() {
    return Stream.of(KillPoint.values())
        .filter(point -> !isSeen(point))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(KillPoint.class)));
  }

  /** The states within whose steps nobody has died yet. */
  Set<TaskState> statesMissing() {
    var all =
        EnumSet.complementOf(EnumSet.of(TaskState.NOTIFIED, TaskState.FAILED, TaskState.CANCELLED));
    seen.keySet().stream().filter(KillPoint::isInStep).forEach(point -> all.remove(state(point)));
    return all;
  }

  private static TaskState state(KillPoint point) {
    return point.state().orElseThrow();
  }

  /** For each point, during how many of the kills something was there. */
  String table() {
    return Stream.of(KillPoint.values())
        .map(point -> "  %-28s %3d".formatted(point, seen.getOrDefault(point, 0)))
        .collect(Collectors.joining("\n"));
  }
}
