package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.pages.Sight.Waiting;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A site that a workflow of the repository's own deploys. */
final class WorkflowSite implements Watch {

  private static final String RERUN = "live-rerun";
  private static final String PERMISSION = "Actions";
  private static final String RUNS = "/actions/runs?branch=main&per_page=30";

  private final RestClient rest;
  private final Lineage lineage;
  private final String path;
  private final Duration stuck;
  private final Clock clock;

  /**
   * @param path of the workflow
   * @param stuck where there is no run at all after that time, something must be amiss
   */
  WorkflowSite(RestClient rest, String path, Duration stuck, Clock clock) {
    this.rest = rest;
    this.lineage = new Lineage(rest);
    this.path = path;
    this.stuck = stuck;
    this.clock = clock;
  }

  @Override
  public Future<Sight> look(Published published, Memory memory) {
    return rest.poll(published.path(RUNS))
        .compose(
            reply -> {
              var runs = runs(reply);
              var own = runs.stream().filter(run -> run.sha().equals(published.sha())).findFirst();
              if (own.filter(Run::hasSucceeded).isPresent()) {
                return Future.succeededFuture(new Built(of(published) + " has succeeded", true));
              }
              return later(published, runs, own)
                  .map(later -> later.orElseGet(() -> judge(published, memory, runs, own)));
            });
  }

  /** Those of the workflow, newest first. */
  private List<Run> runs(Reply reply) {
    return Run.all(reply)
        .filter(run -> run.isOf(path) && !run.isOfPullRequest())
        .sorted(Comparator.comparingLong(Run::number).reversed())
        .toList();
  }

  private String of(Published published) {
    return "the run of " + path + " for " + published.name();
  }

  /** A later commit's run that has succeeded, if there is one. */
  private Future<Optional<Sight>> later(Published published, List<Run> runs, Optional<Run> own) {
    var later =
        runs.stream()
            .filter(run -> !run.sha().equals(published.sha()) && run.hasSucceeded())
            .filter(run -> own.isEmpty() || run.number() > own.get().number())
            .findFirst();
    if (later.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    var sha = later.get().sha();
    var what =
        "the run of "
            + path
            + " for "
            + Published.abbreviated(sha)
            + ", which came on top of "
            + published.name()
            + ", has succeeded";
    return lineage
        .isOnTop(published, sha)
        .map(onTop -> onTop ? Optional.of(new Built(what, false)) : Optional.empty());
  }

  private Sight judge(Published published, Memory memory, List<Run> runs, Optional<Run> own) {
    if (own.isEmpty()) {
      return new Waiting(none(published, memory));
    }
    var run = own.get();
    var what = of(published);
    if (!run.isOver()) {
      return new Waiting(what + " is " + run.status());
    }
    var isCancelled = run.isCancelled();
    if (isCancelled && isSuperseded(run, runs)) {
      return new Waiting(what + " has given way to a later one");
    }
    return isCancelled || (memory.isLate() && run.hasFailed())
        ? startedAgain(published, memory, run)
        : broken(published, run, "");
  }

  private static boolean isSuperseded(Run run, List<Run> runs) {
    return runs.stream().anyMatch(other -> other.number() > run.number() && !other.isOver());
  }

  private String none(Published published, Memory memory) {
    var none = "there is no run of " + path + " for " + published.name();
    var late = none + ": are Actions switched on for this repository and its owner?";
    var known = memory.seen(published.sha()).equals(Optional.of(late));
    var since = memory.since(published.sha(), none, clock.instant());
    return known || since.compareTo(stuck) >= 0 ? late : none;
  }

  private Sight startedAgain(Published published, Memory memory, Run run) {
    var asked = memory.asked(RERUN);
    var what = of(published) + " has ended as " + run.conclusion();
    var again = published.path("/actions/runs/" + run.id() + "/rerun");
    if (asked.isEmpty()) {
      return new Stalled(what, RERUN, run.ofAttempt(), again, PERMISSION);
    }
    if (asked.get().stage() == Asked.Stage.REFUSED) {
      // Nothing that a model could write would change that.
      var refused = "; it was not started again: " + asked.get().about();
      return new Broken(what + refused, "", Optional.of(run.id()), false);
    }
    if (!asked.get().about().equals(run.ofAttempt())) {
      return broken(published, run, ", started again");
    }
    return asked.get().stage() == Asked.Stage.ASKING
        ? new Stalled(what, RERUN, run.ofAttempt(), again, PERMISSION)
        : new Waiting(what + " and was asked to start again");
  }

  private Sight broken(Published published, Run run, String more) {
    return new Broken(
        of(published) + " has ended as " + run.conclusion() + more,
        "",
        Optional.of(run.id()),
        run.hasFailed());
  }
}
