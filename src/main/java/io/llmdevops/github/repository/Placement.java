package io.llmdevops.github.repository;

import io.llmdevops.git.Publication;
import io.llmdevops.github.repository.Memory.Absence;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds or creates the repository that a version goes to. What an earlier try may have created is
 * looked for before anything is created.
 */
final class Placement {

  private static final Logger log = LoggerFactory.getLogger(PublishStep.class);
  private static final int LONGEST_DESCRIPTION = 350;
  private static final int LONGEST_TASK = 200;

  private final GithubRepositories repositories;
  private final Work work;
  private final Publication publication;
  private final Memory memory;
  private final Survey survey;
  private final List<String> names;

  Placement(GithubRepositories repositories, Publication publication, Memory memory) {
    this.repositories = repositories;
    this.work = memory.work();
    this.publication = publication;
    this.memory = memory;
    this.survey = new Survey(repositories, publication, memory);
    this.names = work.task().repositoryKey().names();
  }

  Future<Placed> find() {
    var created = memory.created(repositories.api().url());
    if (created.isPresent()) {
      return survey.ofCreated(created.get());
    }
    var base = publication.version().base().map(CommitRef::repository);
    if (base.isPresent()) {
      return known(base.get());
    }
    // What was there for an earlier try is looked for first, as if that try had created it.
    var begun = memory.creating().or(work.task()::repository);
    return begun.isPresent() ? look(Math.max(0, names.indexOf(begun.get()))) : create(0);
  }

  /** The version's edits fit nowhere else. */
  private Future<Placed> known(String name) {
    return repositories
        .api()
        .find(name)
        .compose(
            found ->
                found.isPresent()
                    ? survey.of(found.get()).map(ours -> ours.orElseThrow(() -> lost(name)))
                    : memory.await(survey.unseen(name), () -> Future.failedFuture(lost(name))));
  }

  private static RefusedException lost(String name) {
    return new RefusedException(
        "the repository "
            + name
            + ", which this round builds on, is gone, or its main does not hold the engine's"
            + " commits any more: restore it, or send the round again with a new nonce");
  }

  /** An earlier try has begun to create this one; nobody knows whether it came to that. */
  private Future<Placed> look(int index) {
    var name = names.get(index);
    return repositories
        .api()
        .find(name)
        .compose(
            found -> {
              if (found.isPresent()) {
                return take(found.get(), index);
              }
              return Stream.of(survey.unseenOwn(name), survey.unseen(name))
                  .filter(memory::knows)
                  .findFirst()
                  .map(absence -> unseen(absence, index))
                  .orElseGet(() -> create(index));
            });
  }

  private Future<Placed> create(int index) {
    if (index >= names.size()) {
      return Future.failedFuture(allTaken());
    }
    var name = names.get(index);
    var isBegun = memory.creating().equals(Optional.of(name));
    var absence = isBegun ? survey.unseenOwn(name) : survey.unseen(name);
    return memory
        .noteCreating(name)
        .compose(noted -> repositories.api().create(name, description(), () -> creating(name)))
        .compose(
            created ->
                created.isPresent()
                    ? placed(created.get())
                    : repositories
                        .api()
                        .find(name)
                        .compose(
                            found ->
                                found.isPresent()
                                    ? take(found.get(), index)
                                    : unseen(absence, index)));
  }

  private void creating(String name) {
    work.requireLease();
    log.atDebug().addKeyValue("task", work.id()).log("creating the repository {}", name);
  }

  private Future<Placed> placed(Place place) {
    log.atDebug().addKeyValue("task", work.id()).log("the repository {} is created", place.name());
    return memory
        .noteCreated(place)
        .map(noted -> new Placed(place, true, publication.firstPlan(place.name())));
  }

  /** The name is taken, by what is not shown: a creation of ours, or what the token cannot see. */
  private Future<Placed> unseen(Absence absence, int index) {
    return memory.await(absence, () -> create(index + 1));
  }

  private Future<Placed> take(Found found, int index) {
    return survey.of(found).compose(orElse(() -> create(index + 1)));
  }

  private static Function<Optional<Placed>, Future<Placed>> orElse(
      Supplier<Future<Placed>> otherwise) {
    return placed -> placed.map(Future::succeededFuture).orElseGet(otherwise);
  }

  private RefusedException allTaken() {
    return new RefusedException(
        "every name for this task's repository is taken by one that is not the engine's: rename or"
            + " delete "
            + String.join(", ", names.subList(0, names.size() - 1))
            + " or "
            + names.get(names.size() - 1));
  }

  private String description() {
    var summary = OneLine.of(publication.version().summary(), LONGEST_DESCRIPTION);
    return summary.isEmpty()
        ? "A web page for the task " + OneLine.of(work.task().task(), LONGEST_TASK)
        : summary;
  }
}
