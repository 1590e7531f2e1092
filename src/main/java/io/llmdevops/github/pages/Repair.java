package io.llmdevops.github.pages;

import io.llmdevops.github.pages.FailureReader.Failure;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends a version whose site could not be built back to the model: once, and while there is time.
 */
record Repair(TaskStore store) {

  Future<Outcome> after(Work work, Memory memory, Failure failure, Wait wait) {
    if (memory.isRepaired() || work.deadline().leftForWriting().isZero()) {
      return Future.succeededFuture(wait.unconfirmed(failure.whole()));
    }
    return store
        .report(work.id())
        .map(
            report ->
                Outcome.advance(
                    TaskState.REJECTED,
                    failure.where(),
                    checked(work, report.orElseThrow(), failure),
                    Memory.repaired(work.task().commitSha().orElseThrow()),
                    wait.problem(failure.whole())));
  }

  /** Whatever else the version passed or failed still stands. */
  private static Fact checked(Work work, TaskReport report, Failure failure) {
    var number = work.task().chosen().orElseThrow();
    var before =
        report.versions().stream()
            .filter(version -> version.number() == number)
            .flatMap(version -> version.checks().stream());
    var result =
        new CheckResult(
            CheckResult.SITE_IS_BUILT, Verdict.FAIL, failure.where(), failure.evidence());
    List<CheckResult> all = Stream.concat(before, Stream.of(result)).toList();
    return new Fact.VersionChecked(number, all);
  }
}
