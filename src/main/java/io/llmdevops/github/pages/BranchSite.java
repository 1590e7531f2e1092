package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.pages.Sight.Waiting;
import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A site that GitHub builds from the branch. */
final class BranchSite implements Site {

  private static final String REBUILD = "live-rebuild";
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

  /**
   * The newest build, as GitHub tells of it.
   *
   * @param id tells it from every other; empty where there is none
   */
  private record Build(String id, String commit, String status, String error) {

    static Build of(JsonObject build) {
      return new Build(
          build.getString("url", "") + "@" + build.getString("created_at", ""),
          text(build, "commit"),
          text(build, "status"),
          text(build.getJsonObject("error", new JsonObject()), "message"));
    }

    private static String text(JsonObject object, String key) {
      return Optional.ofNullable(object).map(each -> each.getString(key)).orElse("");
    }

    String of() {
      return Published.abbreviated(commit);
    }
  }

  @Override
  public Future<Sight> look(Published published, Memory memory) {
    return rest.get(published.path(BUILDS + "/latest"))
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
            + build.of()
            + ", "
            + build.status();
    return isOver(build)
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

  private static boolean isOver(Build build) {
    return build.status().equals("built") || build.status().equals("errored");
  }

  /** What came on top is somebody else's, and so is the fault where that cannot be built. */
  private static Sight later(Published published, Build build) {
    var commits = build.of() + ", which came on top of " + published.name();
    return build.status().equals("built")
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
          ? new Stalled(what, REBUILD, newest, path)
          : new Waiting(what);
    }
    if (asked.get().stage() != Asked.Stage.ASKING) {
      return new Waiting(what);
    }
    // The answer was lost, or the call was never made: another build than then tells which.
    var before = asked.get().about();
    return before.equals(newest)
        ? new Stalled(what, REBUILD, before, path)
        : new Waiting(what, List.of(new Asked(Asked.Stage.ASKED, before).noted(REBUILD)));
  }
}
