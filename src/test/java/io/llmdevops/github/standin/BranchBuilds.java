package io.llmdevops.github.standin;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Builds sites from their branches, as GitHub does by itself after each push. */
final class BranchBuilds {

  private final Hub hub;
  private final Fates fates = new Fates();

  BranchBuilds(Hub hub) {
    this.hub = hub;
  }

  Fates fates() {
    return fates;
  }

  void pushed(Hosted repository, String pusher) {
    repository
        .site()
        .filter(site -> !site.isWorkflow())
        .ifPresent(site -> start(repository, pusher));
  }

  /** Builds what {@code main} holds now. */
  Build start(Hosted repository, String pusher) {
    var site = repository.site().orElseThrow();
    var build = new Build(hub.nextId(), repository.head(), pusher);
    var run = hub.runs.ofBranch(repository, build);
    repository.add(build);
    site.status("building");
    var fate = fates.take();
    if (fate.kind() != Fate.Kind.IS_STUCK) {
      hub.later(hub.options.delays().queued(), () -> begin(repository, build, run, fate));
    }
    return build;
  }

  private void begin(Hosted repository, Build build, Run run, Fate fate) {
    if (isSuperseded(repository, build)) {
      // Of builds that wait only the newest is made.
      return;
    }
    build.becomes("building", null);
    run.becomes("in_progress", null);
    hub.later(hub.options.delays().building(), () -> finish(repository, build, run, fate));
  }

  private static boolean isSuperseded(Hosted repository, Build build) {
    var builds = repository.builds();
    return builds.get(builds.size() - 1) != build;
  }

  private void finish(Hosted repository, Build build, Run run, Fate fate) {
    if (fate.kind() == Fate.Kind.SUCCEEDS) {
      deploy(repository, build, run)
          .onFailure(cause -> fail(repository, build, run, Fate.fails(cause.toString())));
    } else {
      fail(repository, build, run, fate);
    }
  }

  private Future<Void> deploy(Hosted repository, Build build, Run run) {
    return deployment(hub, repository, build.commit(), files -> !files.containsKey(".nojekyll"))
        .map(
            deployment -> {
              repository
                  .site()
                  .filter(site -> !site.isWorkflow())
                  .ifPresent(site -> site.deploy(deployment));
              hub.runs.end(run, Fate.SUCCEEDS);
              build.becomes("built", null);
              return null;
            });
  }

  private void fail(Hosted repository, Build build, Run run, Fate fate) {
    repository.site().ifPresent(site -> site.status("errored"));
    hub.runs.end(run, fate);
    build.becomes("errored", fate.message());
  }

  /** What a site shows once it is made of this commit. */
  static Future<Site.Deployment> deployment(
      Hub hub, Hosted repository, String sha, Function<Map<String, byte[]>, Boolean> jekyll) {
    return hub.onWorker(
        () -> {
          var files = repository.git().files(sha);
          var through = jekyll.apply(files);
          return new Site.Deployment(
              sha, through, through ? Jekyll.made(files) : files, Instant.now());
        });
  }
}
