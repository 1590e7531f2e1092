package io.llmdevops.hosting;

import io.llmdevops.config.Secret;
import io.llmdevops.hosting.Publication.Plan;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    return publication(work.task())
        .compose(
            publication ->
                workers
                    .executeBlocking(publication::plan, false)
                    .compose(plan -> carryOut(work, publication, plan)));
  }

  private Future<Publication> publication(Task task) {
    return store
        .request(task.id())
        .compose(
            request ->
                chosen(task)
                    .map(version -> new Publication(repositories, secret, task, request, version)));
  }

  private Future<Version> chosen(Task task) {
    var number = task.chosen().orElseThrow();
    return store
        .versions(task.id())
        .map(
            versions ->
                versions.stream()
                    .filter(version -> version.number() == number)
                    .findFirst()
                    .orElseThrow());
  }

  private Future<Outcome> carryOut(Work work, Publication publication, Plan plan) {
    if (plan.pushed().isPresent()) {
      return Future.succeededFuture(published(plan, plan.pushed().get()));
    }
    return work.record(planned(work.task(), plan))
        .compose(recorded -> workers.executeBlocking(() -> push(work, publication, plan), false));
  }

  private Outcome push(Work work, Publication publication, Plan plan) throws IOException {
    log.atDebug().addKeyValue("task", work.id()).log("push to {} is planned", plan.repository());
    var commit = publication.push(plan, () -> beforeItShows(work));
    if (commit.isEmpty()) {
      return Outcome.retry(MOVED_MEANWHILE, "main has moved meanwhile");
    }
    log.atDebug().addKeyValue("task", work.id()).log("main is at {}", commit.get().name());
    return published(plan, commit.get());
  }

  private static void beforeItShows(Work work) {
    work.requireLease();
    log.atDebug().addKeyValue("task", work.id()).log("moving main");
  }

  private static Fact[] planned(Task task, Plan plan) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.PushPlanned(plan.repository(), plan.parent().map(ObjectId::name)));
    if (!isPlanned(task, plan)) {
      plan.after().notes().forEach(note -> facts.add(new Fact.Note(note)));
    }
    return facts.toArray(Fact[]::new);
  }

  private static boolean isPlanned(Task task, Plan plan) {
    return task.repository().equals(Optional.of(plan.repository()))
        && task.parent().equals(plan.parent().map(ObjectId::name));
  }

  private Outcome published(Plan plan, ObjectId commit) {
    var name = plan.repository();
    return Outcome.advance(
        TaskState.PUBLISHED,
        "commit " + commit.abbreviate(7).name() + " on main of " + name,
        new Fact.Pushed(urls.repository(name), commit.name(), Optional.of(urls.page(name))));
  }
}
