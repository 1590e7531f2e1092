package io.llmdevops.hosting;

import io.llmdevops.config.Secret;
import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.LocalPush;
import io.llmdevops.git.Publication;
import io.llmdevops.git.Publication.Plan;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the chosen version on top of {@code main}. May be cut off anywhere and run again: the
 * repository's name and the commit's id follow from the task, and a push that has happened is found
 * by its trailers.
 */
final class PublishStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(PublishStep.class);
  private static final Duration MOVED_MEANWHILE = Duration.ofSeconds(1);

  private final TaskStore store;
  private final LocalRepositories repositories;
  private final Secret secret;
  private final PublicUrls urls;
  private final WorkerExecutor workers;

  PublishStep(
      TaskStore store,
      LocalRepositories repositories,
      Secret secret,
      PublicUrls urls,
      WorkerExecutor workers) {
    this.store = store;
    this.repositories = repositories;
    this.secret = secret;
    this.urls = urls;
    this.workers = workers;
  }

  @Override
  public Future<Outcome> run(Work work) {
    return Publication.of(store, work.task(), secret)
        .compose(
            publication ->
                workers
                    .executeBlocking(() -> plan(work, publication), false)
                    .compose(plan -> carryOut(work, publication, plan)));
  }

  /** Looks at the repository as it is now; creates it, empty, where there is none. */
  private Plan plan(Work work, Publication publication) throws IOException {
    var name = repositories.nameFor(work.task().repositoryKey());
    try (var repository = folder().openOrCreate(name)) {
      folder().removeLeftovers(repository);
      return publication.plan(name, repository);
    }
  }

  private Future<Outcome> carryOut(Work work, Publication publication, Plan plan) {
    if (plan.pushed().isPresent()) {
      return Future.succeededFuture(published(plan, plan.pushed().get()));
    }
    return work.record(plan.facts(work.task()).toArray(Fact[]::new))
        .compose(recorded -> workers.executeBlocking(() -> push(work, publication, plan), false));
  }

  private Outcome push(Work work, Publication publication, Plan plan) throws IOException {
    log.atDebug().addKeyValue("task", work.id()).log("push to {} is planned", plan.repository());
    try (var repository = folder().require(plan.repository())) {
      var commit = publication.write(repository, plan);
      beforeItShows(work);
      if (!LocalPush.fastForward(repository, plan.parent(), commit)) {
        return Outcome.retry(MOVED_MEANWHILE, "main has moved meanwhile");
      }
      log.atDebug().addKeyValue("task", work.id()).log("main is at {}", commit.name());
      return published(plan, commit);
    }
  }

  private static void beforeItShows(Work work) {
    work.requireLease();
    log.atDebug().addKeyValue("task", work.id()).log("moving main");
  }

  private Outcome published(Plan plan, ObjectId commit) {
    var name = plan.repository();
    return Outcome.advance(
        TaskState.PUBLISHED,
        "commit " + commit.abbreviate(7).name() + " on main of " + name,
        new Fact.Pushed(urls.repository(name), commit.name(), Optional.of(urls.page(name))));
  }

  private BareRepositories folder() {
    return repositories.folder();
  }
}
