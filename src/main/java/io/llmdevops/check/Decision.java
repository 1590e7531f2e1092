package io.llmdevops.check;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What becomes of a task whose versions have been judged.
 *
 * @param versions all of them, oldest first, the newest one's results included
 * @param mayRepair the model may be asked once more
 * @param whyNot why it may not, for the timeline
 */
record Decision(List<Judged> versions, boolean mayRepair, String whyNot) {

  /** A failure of one of the request's own checks: next to a missing page, what counts most. */
  private static final int WEIGHT_OF_REQUESTED = 10;

  private static final int REASONS_TOLD = 3;
  private static final int LONGEST_CHECK = 80;

  Outcome outcome(List<Fact> judged) {
    var newest = versions.get(versions.size() - 1);
    if (failures(newest).isEmpty()) {
      return ship(newest, "version " + newest.number() + " passed: " + counts(newest), judged);
    }
    if (mayRepair) {
      return new Outcome.Advance(TaskState.REJECTED, told(newest), judged);
    }
    return best()
        .map(best -> ship(best, settledFor(best), judged))
        .orElseGet(
            () ->
                new Outcome.Fail(
                    "every version holds "
                        + what()
                        + ", so none is published ("
                        + whyNot
                        + "); "
                        + told(newest),
                    judged));
  }

  /**
   * The fewest failures, weighted; of equals the latest. One with a secret is no candidate, and one
   * whose site could not be built only where there is no other: it would fail there again.
   */
  private Optional<Judged> best() {
    return versions.subList(firstLeft(), versions.size()).stream()
        .filter(Decision::mayBePublished)
        .min(
            Comparator.comparing(Decision::couldNotBeBuilt)
                .thenComparingInt(Decision::weight)
                .thenComparing(Comparator.comparingInt(Judged::number).reversed()));
  }

  /** Laid over one that was published, an older one would be a mixture of both. */
  private int firstLeft() {
    return IntStream.range(0, versions.size())
        .filter(index -> versions.get(index).published())
        .max()
        .orElse(0);
  }

  private static boolean mayBePublished(Judged version) {
    return !version.checks().isEmpty()
        && failures(version).stream()
            .flatMap(failure -> StandingCheck.of(failure).stream())
            .noneMatch(StandingCheck::isFinal);
  }

  private String what() {
    return versions.stream()
            .allMatch(each -> failures(each).stream().anyMatch(StandingCheck.SECRETS::isOf))
        ? "a secret, or what looks like one"
        : "what must not be published";
  }

  private static boolean couldNotBeBuilt(Judged version) {
    return failures(version).stream()
        .anyMatch(failure -> failure.check().equals(CheckResult.SITE_IS_BUILT));
  }

  private static int weight(Judged version) {
    return failures(version).stream()
        .mapToInt(
            failure ->
                StandingCheck.of(failure).map(StandingCheck::weight).orElse(WEIGHT_OF_REQUESTED))
        .sum();
  }

  private static List<CheckResult> failures(Judged version) {
    return version.checks().stream().filter(each -> each.verdict() == Verdict.FAIL).toList();
  }

  private static Outcome ship(Judged version, String detail, List<Fact> judged) {
    var facts = new ArrayList<>(judged);
    facts.add(new Fact.VersionChosen(version.number()));
    return new Outcome.Advance(TaskState.CHECKED, detail, facts);
  }

  private String settledFor(Judged best) {
    var failed = failures(best).isEmpty() ? "" : "; it " + failed(best);
    return Texts.line("version " + best.number() + " ships, " + whyNot + failed);
  }

  private static String told(Judged version) {
    return Texts.line("version " + version.number() + " " + failed(version));
  }

  private static String failed(Judged version) {
    var failures = failures(version);
    var reasons =
        failures.stream()
            .limit(REASONS_TOLD)
            .map(Decision::named)
            .collect(Collectors.joining("; ", ": ", ""));
    return "failed " + failures.size() + (failures.size() == 1 ? " check" : " checks") + reasons;
  }

  /** The reasons of standing checks say what they are about; those of others need their check. */
  private static String named(CheckResult failure) {
    return StandingCheck.of(failure).isPresent()
        ? failure.reason()
        : OneLine.of(failure.check(), LONGEST_CHECK) + ": " + failure.reason();
  }

  private static String counts(Judged version) {
    var counts =
        version.checks().stream()
            .collect(Collectors.groupingBy(CheckResult::verdict, Collectors.counting()));
    return counts.getOrDefault(Verdict.PASS, 0L)
        + " passed, "
        + counts.getOrDefault(Verdict.WARN, 0L)
        + " warnings, "
        + counts.getOrDefault(Verdict.NOT_JUDGED, 0L)
        + " not judged";
  }
}
