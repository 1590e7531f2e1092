package io.llmdevops.github.repository;

import io.llmdevops.github.pages.SitePlan;
import io.llmdevops.github.pages.Sites;
import io.llmdevops.github.pages.Sites.NotThereException;
import io.llmdevops.github.pages.Sites.Site;
import io.llmdevops.github.repository.Memory.Absence;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches the site of a pushed commit on: before the push where that has to be, else after it. */
final class Opening {

  private static final Logger log = LoggerFactory.getLogger(PublishStep.class);
  private static final Duration MOVED_MEANWHILE = Duration.ofSeconds(1);

  private final Sites sites;
  private final Memory memory;
  private final Work work;
  private final Repo repo;
  private final Placed placed;

  Opening(Sites sites, Memory memory, Repo repo, Placed placed) {
    this.sites = sites;
    this.memory = memory;
    this.work = memory.work();
    this.repo = repo;
    this.placed = placed;
  }

  /** A commit, and the site that it makes. */
  record Commit(ObjectId id, SitePlan site) {}

  /** The push has happened at an earlier try. */
  Future<Outcome> found(Commit commit) {
    log.atDebug().addKeyValue("task", work.id()).log("{} was pushed already", commit.id().name());
    return pushed(commit, Optional.empty());
  }

  /**
   * @param push gives false where main has moved meanwhile
   */
  Future<Outcome> around(Commit commit, Supplier<Future<Boolean>> push) {
    return sites
        .prepare(repo, commit.site(), placed.isNew(), () -> changing("preparing"))
        .compose(
            prepared ->
                push.get()
                    .compose(
                        moved ->
                            moved
                                ? pushed(commit, prepared)
                                : Future.succeededFuture(
                                    Outcome.retry(MOVED_MEANWHILE, "main has moved meanwhile"))));
  }

  private Future<Site> open(SitePlan plan) {
    return sites.open(repo, plan, placed.isNew(), () -> changing("opening"));
  }

  private void changing(String what) {
    work.requireLease();
    log.atDebug().addKeyValue("task", work.id()).log("{} the site of {}", what, repo.name());
  }

  private Future<Outcome> pushed(Commit commit, Optional<Site> prepared) {
    return prepared
        .map(Future::succeededFuture)
        .orElseGet(() -> open(commit.site()))
        .recover(this::notThere)
        .map(site -> published(commit, site))
        .recover(cause -> notOpen(commit, cause));
  }

  private Future<Site> notThere(Throwable cause) {
    return cause instanceof NotThereException
        ? memory.await(
            Absence.ofSite(repo.name(), work.task().chosen().orElseThrow()),
            () -> Future.failedFuture(new RefusedException(cause.getMessage())))
        : Future.failedFuture(cause);
  }

  private Outcome published(Commit commit, Site site) {
    log.atDebug().addKeyValue("task", work.id()).log("the site is at {}", site.url());
    var facts = new ArrayList<Fact>();
    facts.add(at(commit, Optional.of(site.url())));
    facts.addAll(commit.site().facts());
    facts.addAll(site.facts());
    return new Outcome.Advance(
        TaskState.PUBLISHED,
        "commit " + commit.id().abbreviate(7).name() + " on main of " + repo.name(),
        facts);
  }

  /** Whatever becomes of the site, the push is not forgotten. */
  private Future<Outcome> notOpen(Commit commit, Throwable cause) {
    // An earlier version of this task may have a page.
    var pushed = at(commit, work.task().pagesUrl());
    if (cause instanceof RefusedException) {
      return Future.succeededFuture(new Outcome.Fail(cause.getMessage(), List.of(pushed)));
    }
    return cause instanceof HeldUpException
        ? work.record(pushed).compose(stored -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  private Fact.Pushed at(Commit commit, Optional<String> site) {
    return new Fact.Pushed(placed.place().htmlUrl(), commit.id().name(), site);
  }
}
