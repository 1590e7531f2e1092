package io.llmdevops.github.repository;

import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.Mark;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What earlier tries at a task have noted about its repository.
 *
 * @param marks as they were when this try began
 */
record Memory(Work work, Map<String, Mark> marks, Clock clock) {

  /** The name that is being created, noted before GitHub is asked to. */
  private static final String CREATING = "repository-creating";

  /** The repository that was created. */
  private static final String CREATED = "repository-created";

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  Optional<String> creating() {
    return Optional.ofNullable(marks.get(CREATING)).map(Mark::value);
  }

  Future<Void> noteCreating(String name) {
    return work.record(new Fact.Marked(CREATING, name));
  }

  Optional<Place> created(URI api) {
    return Optional.ofNullable(marks.get(CREATED))
        .map(mark -> Place.of(new JsonObject(mark.value()), api));
  }

  Future<Void> noteCreated(Place place) {
    return work.record(new Fact.Marked(CREATED, place.toJson().encode()));
  }

  /** An earlier try has noted this already. */
  boolean knows(Absence absence) {
    return since(absence).isPresent();
  }

  /**
   * Waits for what GitHub does not show yet: with each try as long again as it has been missing.
   *
   * @param inVain what to do once that has been for too long
   */
  <T> Future<T> await(Absence absence, Supplier<Future<T>> inVain) {
    var missing = since(absence);
    if (missing.isEmpty()) {
      return work.record(new Fact.Marked(absence.mark(), absence.of()))
          .compose(noted -> Future.failedFuture(HeldUpException.until(SHORTEST, absence.why())));
    }
    var left = absence.atMost().minus(missing.get());
    if (left.isNegative() || left.isZero()) {
      return inVain.get();
    }
    var wait = missing.get().compareTo(left) < 0 ? missing.get() : left;
    return Future.failedFuture(
        HeldUpException.until(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, absence.why()));
  }

  private Optional<Duration> since(Absence absence) {
    return Optional.ofNullable(marks.get(absence.mark()))
        .filter(mark -> mark.value().equals(absence.of()))
        .map(mark -> Duration.between(mark.at(), clock.instant()));
  }

  /**
   * Something that should be there and is not: GitHub shows a new repository only after a while.
   *
   * @param mark under which it is noted
   * @param of what is absent
   */
  record Absence(String mark, String of, Duration atMost, String why) {

    /**
     * The API does not show what it says there is.
     *
     * @param version the version to be pushed: another one waits anew
     */
    static Absence fromApi(String name, int version) {
      return new Absence(
          "repository-unseen",
          name + " " + version,
          Duration.ofSeconds(30),
          "GitHub does not show the repository " + name + " yet");
    }

    /**
     * The same, where an earlier try may have created it: another name would make a second one.
     *
     * @param version as above
     */
    static Absence ofOwn(String name, int version) {
      return new Absence(
          "repository-unseen",
          name + " " + version + " of our own",
          Duration.ofMinutes(5),
          "GitHub does not show yet what the repository " + name + " is, perhaps our own");
    }

    /**
     * Pages can be neither found nor switched on for what was pushed.
     *
     * @param version as above
     */
    static Absence ofSite(String name, int version) {
      return new Absence(
          "site-unseen",
          name + " " + version,
          Duration.ofSeconds(60),
          "GitHub Pages does not know the repository " + name + " yet");
    }

    /**
     * Git does not find what the API shows.
     *
     * @param version as above
     */
    static Absence fromGit(String name, int version) {
      return new Absence(
          "repository-unreachable",
          name + " " + version,
          Duration.ofSeconds(60),
          "git does not find the repository " + name + " yet");
    }
  }
}
