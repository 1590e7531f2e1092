package io.llmdevops.github.pages;

import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Work;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a pushed commit is still waited for. Where it could only be pushed after its deadline,
 * that is a while from then on: being late already, a report is worth more with a page that is
 * live, and whoever looks too early has GitHub's caches keep what is not there.
 *
 * @param taskTimeout a task that has not come further by then fails
 */
record Horizon(Duration taskTimeout, Clock clock) {

  /** Most builds take less than one. */
  private static final Duration LATE = Duration.ofMinutes(3);

  /** Zero where this look is the last one. */
  Future<Duration> left(Work work, Memory memory) {
    var sha = work.task().commitSha().orElseThrow();
    var late = memory.lateSince(sha);
    if (late.isPresent()) {
      return Future.succeededFuture(left(work, late.get()));
    }
    return work.deadline().left().isZero() && memory.seen(sha).isEmpty()
        ? work.record(Memory.late(sha)).map(noted -> left(work, clock.instant()))
        : Future.succeededFuture(work.deadline().leftForGoingLive());
  }

  private Duration left(Work work, Instant since) {
    var end = work.task().createdAt().plus(taskTimeout).minus(Deadline.REPORTING);
    var until = since.plus(LATE);
    var left = Duration.between(clock.instant(), until.isBefore(end) ? until : end);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
