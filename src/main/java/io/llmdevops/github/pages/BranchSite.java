package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.pages.Sight.Waiting;
import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A site that GitHub builds from the branch. */
final class BranchSite implements Watch {

  private static final String REBUILD = "live-rebuild";
  private static final String PERMISSION = "Pages";
  private static final String BUILDS = "/pages/builds";

  private final RestClient rest;
  private final Lineage lineage;
  private final Duration stuck;
  private final Clock clock;

  /**
   * @param stuck a build that has not moved for so long is asked for again
   */
  BranchSite(RestClient rest, Duration stuck, Clock clock) {
    this.rest = rest;
    this.lineage = new Lineage(rest);
    this.stuck = stuck;
    this.clock = clock;
  }

  @Override
  public Future<Sight> look(Published published, Memory memory) {
    return rest.poll(published.path(BUILDS + "/latest"))
        .compose(
            reply ->
                reply.isSuccess()
                    ? judge(published, memory, Build.of(reply.object()))
                    : Future.succeededFuture(
                        unlessStuck(
                            published,
                            memory,
                            "GitHub Pages has not begun to build " + published.name(),
                            "none")));
  }

  private Future<Sight> judge(Published published, Memory memory, Build build) {
    if (build.commit().equals(published.sha())) {
      return Future.succeededFuture(own(published, memory, build));
    }
    var other =
        "GitHub Pages has not begun to build "
            + published.name()
            + "; its latest build is of "
            + build.name()
            + ", "
            + build.status();
    return build.isBuilt() || build.hasFailed()
        ? lineage
            .isOnTop(published, build.commit())
            .map(
                onTop ->
                    onTop
                        ? later(published, build)
                        : unlessStuck(published, memory, other, build.id()))
        : Future.succeededFuture(unlessStuck(published, memory, other, build.id()));
  }

  private Sight own(Published published, Memory memory, Build build) {
    var name = published.name();
    return switch (build.status()) {
      case "built" -> new Built("GitHub Pages has built " + name, true);
      case "errored" ->
          new Broken("GitHub Pages could not build " + name, build.error(), Optional.empty(), true);
      default ->
          unlessStuck(
              published,
              memory,
              "the Pages build of " + name + " is " + build.status(),
              build.id());
    };
  }

  /** What came on top is somebody else's, and so is the fault where that cannot be built. */
  private static Sight later(Published published, Build build) {
    var commits = build.name() + ", which came on top of " + published.name();
    return build.isBuilt()
        ? new Built("GitHub Pages has built " + commits, false)
        : new Broken(
            "GitHub Pages could not build " + commits, build.error(), Optional.empty(), false);
  }

  private Sight unlessStuck(Published published, Memory memory, String what, String newest) {
    var path = published.path(BUILDS);
    var asked = memory.asked(REBUILD);
    if (asked.isEmpty()) {
      var since = memory.since(published.sha(), what, clock.instant());
      return since.compareTo(stuck) >= 0
          ? new Stalled(what, REBUILD, newest, path, PERMISSION)
          : new Waiting(what);
    }
    if (asked.get().stage() != Asked.Stage.ASKING) {
      return new Waiting(what);
    }
    // The answer was lost, or the call was never made: another build than then tells which.
    var before = asked.get().about();
    return before.equals(newest)
        ? new Stalled(what, REBUILD, before, path, PERMISSION)
        : new Waiting(what, List.of(new Asked(Asked.Stage.ASKED, before).noted(REBUILD)));
  }
}
