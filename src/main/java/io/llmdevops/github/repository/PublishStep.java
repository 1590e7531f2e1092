package io.llmdevops.github.repository;

import io.llmdevops.config.Secret;
import io.llmdevops.git.History;
import io.llmdevops.git.Publication;
import io.llmdevops.git.Publication.Plan;
import io.llmdevops.github.pages.SitePlan;
import io.llmdevops.github.pages.Sites;
import io.llmdevops.github.repository.Opening.Commit;
import io.llmdevops.github.rest.Turnstile;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import org.eclipse.jgit.internal.storage.file.FileRepository;

/**
 * Commits the chosen version on top of {@code main} of its repository on GitHub, creating that
 * where there is none, and switches its site on. May be cut off anywhere and run again: a
 * repository that was created is found by its name, a push that has happened by its trailers.
 */
public final class PublishStep implements Step {

  private final TaskStore store;
  private final GithubRepositories repositories;
  private final Turnstile turnstile;
  private final Sites sites;
  private final Secret secret;
  private final Clock clock;

  /**
   * @param secret which the commits' trailers are made with
   * @param clock that of the store's marks
   */
  public PublishStep(
      TaskStore store,
      GithubRepositories repositories,
      Turnstile turnstile,
      Sites sites,
      Secret secret,
      Clock clock) {
    this.store = store;
    this.repositories = repositories;
    this.turnstile = turnstile;
    this.sites = sites;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Future<Outcome> run(Work work) {
    return Publication.of(store, work.task(), secret)
        .compose(
            publication ->
                store
                    .marks(work.id())
                    .compose(marks -> publish(publication, new Memory(work, marks, clock))))
        .recover(cause -> orAsItWas(work, cause));
  }

  /** A repair that cannot be pushed takes nothing from the version that was: that is reported. */
  private static Future<Outcome> orAsItWas(Work work, Throwable cause) {
    return cause instanceof RefusedException && work.task().pagesUrl().isPresent()
        ? Future.succeededFuture(
            Outcome.advance(
                TaskState.PUBLISHED, "the repair is not published: " + cause.getMessage()))
        : Future.failedFuture(cause);
  }

  private Future<Outcome> publish(Publication publication, Memory memory) {
    return new Placement(repositories.during(memory.work()::requireLease), publication, memory)
        .find()
        .compose(
            placed ->
                repositories
                    .api()
                    .account()
                    .map(account -> account.repo(placed.place().name()))
                    .map(repo -> new Opening(sites, memory, repo, placed))
                    .compose(opening -> carryOut(publication, memory, placed, opening)));
  }

  private Future<Outcome> carryOut(
      Publication publication, Memory memory, Placed placed, Opening opening) {
    var plan = placed.plan();
    if (plan.pushed().isPresent()) {
      var commit = plan.pushed().get();
      return mirrors()
          .use(plan.repository(), mirror -> SitePlan.of(new History(mirror).files(commit)))
          .compose(site -> opening.found(new Commit(commit, site)));
    }
    var push = new Push(repositories, turnstile, memory, placed.place());
    return memory
        .work()
        .record(plan.facts(memory.work().task()).toArray(Fact[]::new))
        .compose(
            recorded ->
                mirrors().use(plan.repository(), mirror -> written(publication, plan, mirror)))
        .compose(commit -> opening.around(commit, () -> push.of(plan.parent(), commit.id())));
  }

  private static Commit written(Publication publication, Plan plan, FileRepository mirror)
      throws IOException {
    var site = SitePlan.of(plan.after().files());
    return new Commit(publication.write(mirror, plan), site);
  }

  private Mirrors mirrors() {
    return repositories.remotes().mirrors();
  }
}
