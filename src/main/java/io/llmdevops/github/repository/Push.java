package io.llmdevops.github.repository;

import io.llmdevops.github.repository.Memory.Absence;
import io.llmdevops.github.rest.Turnstile;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one commit to where its repository lies, when it is our turn. */
final class Push {

  private static final Logger log = LoggerFactory.getLogger(PublishStep.class);

  /** More than git's own patience, and a wait for the mirror on top. */
  private static final Duration LONGEST = Remotes.PATIENCE.plusSeconds(30);

  private final GithubRepositories repositories;
  private final Turnstile turnstile;
  private final Memory memory;
  private final Place place;

  Push(GithubRepositories repositories, Turnstile turnstile, Memory memory, Place place) {
    this.repositories = repositories;
    this.turnstile = turnstile;
    this.memory = memory;
    this.place = place;
  }

  /** False where main has moved meanwhile. */
  Future<Boolean> of(Optional<ObjectId> parent, ObjectId commit) {
    log("push of {} to {} is planned", commit);
    return turnstile
        .pass(
            LONGEST,
            stillOurs -> {
              log("pushing {} to {}", commit);
              return repositories
                  .remotes()
                  .push(place, parent, commit, () -> beforeItIsSent(stillOurs));
            })
        .recover(this::notPushed)
        .onSuccess(
            moved -> log(moved ? "{} is on main of {}" : "{} does not fit on main of {}", commit));
  }

  private void beforeItIsSent(Runnable stillOurs) {
    stillOurs.run();
    memory.work().requireLease();
  }

  private Future<Boolean> notPushed(Throwable cause) {
    return GitTrouble.isNotThere(cause)
        ? memory.await(
            Absence.fromGit(place.name(), memory.work().task().chosen().orElseThrow()),
            () -> Future.failedFuture(GitTrouble.stillNotThere(place)))
        : repositories.trouble().pushing(place, cause);
  }

  private void log(String what, ObjectId commit) {
    log.atDebug().addKeyValue("task", memory.work().id()).log(what, commit.name(), place.name());
  }
}
