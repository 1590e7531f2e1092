package io.llmdevops.github.repository;

import io.llmdevops.git.Publication;
import io.llmdevops.github.repository.Memory.Absence;
import io.vertx.core.Future;
import java.util.Optional;

/** Looks at a repository that there is: whether it is ours, and what a version meets there. */
final class Survey {

  private final GithubRepositories repositories;
  private final Publication publication;
  private final Memory memory;

  Survey(GithubRepositories repositories, Publication publication, Memory memory) {
    this.repositories = repositories;
    this.publication = publication;
    this.memory = memory;
  }

  /**
   * Empty where it is somebody else's. Fails with {@link io.llmdevops.task.RefusedException} where
   * it is ours, but nothing can be published there.
   */
  Future<Optional<Placed>> of(Found found) {
    var place = found.place();
    var key = memory.work().task().repositoryKey();
    return repositories
        .remotes()
        .fetchedIfOurs(place, key, mirror -> publication.plan(place.name(), mirror))
        .map(
            plan -> {
              plan.ifPresent(ours -> found.requireUsable());
              return plan.map(ours -> new Placed(place, false, ours));
            })
        .recover(cause -> notRead(place, cause));
  }

  /** The same of one that an earlier try has created: ours, whatever a person has put there. */
  Future<Placed> ofCreated(Place place) {
    return repositories
        .remotes()
        .fetched(place, mirror -> publication.plan(place.name(), mirror))
        .map(plan -> new Placed(place, false, plan))
        .recover(cause -> notRead(place, cause));
  }

  private <T> Future<T> notRead(Place place, Throwable cause) {
    return GitTrouble.isNotThere(cause)
        ? memory.await(
            Absence.fromGit(place.name(), publication.version().number()),
            () -> Future.failedFuture(GitTrouble.stillNotThere(place)))
        : repositories.trouble().reading(place, cause);
  }

  /** What may be noted of a repository that the API does not show. */
  Absence unseen(String name) {
    return Absence.fromApi(name, publication.version().number());
  }

  /** The same of one that an earlier try may have created. */
  Absence unseenOwn(String name) {
    return Absence.ofOwn(name, publication.version().number());
  }
}
