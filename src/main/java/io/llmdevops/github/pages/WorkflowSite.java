package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.pages.Sight.Waiting;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A site that a workflow of the repository's own deploys. */
final class WorkflowSite implements Site {

  private static final String RERUN = "live-rerun";
  private static final String RUNS = "/actions/runs?branch=main&per_page=30";

  /** Conclusions that the files may be to blame for. */
  private static final Set<String> FAILED = Set.of("failure", "timed_out", "startup_failure");

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

  /** A run, at its newest attempt. */
  private record Run(
      long id,
      long number,
      int attempt,
      String sha,
      String path,
      String status,
      String conclusion) {

    static Run of(Object item) {
      var run = (JsonObject) item;
      return new Run(
          run.getLong("id"),
          run.getLong("run_number", 0L),
          run.getInteger("run_attempt", 1),
          text(run, "head_sha"),
          text(run, "path").replaceFirst("@.*", ""),
          text(run, "status"),
          text(run, "conclusion"));
    }

    private static String text(JsonObject object, String key) {
      return Optional.ofNullable(object.getString(key)).orElse("");
    }

    boolean isOver() {
      return status.equals("completed");
    }

    boolean hasSucceeded() {
      return isOver() && conclusion.equals("success");
    }

    /** An attempt of a run, as it is remembered. */
    String ofAttempt() {
      return id + "#" + attempt;
    }
  }

  @Override
  public Future<Sight> look(Published published, Memory memory) {
    return rest.get(published.path(RUNS))
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
    return reply.object().getJsonArray("workflow_runs", new JsonArray()).stream()
        .map(Run::of)
        .filter(run -> run.path().equals(path) || run.path().endsWith("/" + path))
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
    var isCancelled = run.conclusion().equals("cancelled");
    if (isCancelled && isSuperseded(run, runs)) {
      return new Waiting(what + " has given way to a later one");
    }
    return isCancelled || (memory.isLate() && FAILED.contains(run.conclusion()))
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
      return new Stalled(what, RERUN, run.ofAttempt(), again);
    }
    if (asked.get().stage() == Asked.Stage.REFUSED) {
      // Nothing that a model could write would change that.
      var refused = "; it could not be started again: " + asked.get().about();
      return new Broken(what + refused, "", Optional.of(run.id()), false);
    }
    if (!asked.get().about().equals(run.ofAttempt())) {
      return broken(published, run, ", started again");
    }
    return asked.get().stage() == Asked.Stage.ASKING
        ? new Stalled(what, RERUN, run.ofAttempt(), again)
        : new Waiting(what + " and was asked to start again");
  }

  private Sight broken(Published published, Run run, String more) {
    return new Broken(
        of(published) + " has ended as " + run.conclusion() + more,
        "",
        Optional.of(run.id()),
        FAILED.contains(run.conclusion()));
  }
}
