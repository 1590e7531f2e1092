package io.llmdevops.github.repository;

import io.llmdevops.git.GitRemoteException;
import io.llmdevops.github.rest.Policy;
import io.llmdevops.net.RetryAfter;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What git's trouble with GitHub means for a task: to be tried again later, or final, with what to
 * do about it.
 *
 * @param pause for which nothing is asked where GitHub finds that it was too much, and does not say
 *     for how long
 * @param clock for an answer that says until when
 */
record GitTrouble(Duration pause, Clock clock) {

  private static final String READ =
      "fine-grained: the permission Contents, read and write, for this repository; classic: the"
          + " scope public_repo";

  GitTrouble {
    Objects.requireNonNull(pause, "pause");
    Objects.requireNonNull(clock, "clock");
  }

  /** GitHub has nothing for git under an address that it has told a moment ago. */
  static boolean isNotThere(Throwable cause) {
    return cause instanceof GitRemoteException git
        && git.kind() == GitRemoteException.Kind.NOT_FOUND;
  }

  /** A fetch that has failed so. */
  <T> Future<T> reading(Place place, Throwable cause) {
    return Future.failedFuture(
        cause instanceof GitRemoteException git ? of(place, git, "read") : cause);
  }

  /** A push that has failed so. */
  <T> Future<T> pushing(Place place, Throwable cause) {
    return Future.failedFuture(
        cause instanceof GitRemoteException git ? of(place, git, "push to") : cause);
  }

  /** Where the API or git sends us elsewhere; nobody follows there with the token. */
  static RefusedException movedAway(String repository) {
    return new RefusedException(
        "the repository "
            + repository
            + " has moved: give it its name back on GitHub, and look at GITHUB_OWNER");
  }

  /** Where waiting for it has not helped. */
  static RefusedException stillNotThere(Place place) {
    return new RefusedException(
        "git finds no repository "
            + place.name()
            + " at the address that GitHub gave for it: look whether it was deleted or made"
            + " private, and whether the token may read and write it ("
            + READ
            + ")");
  }

  private RuntimeException of(Place place, GitRemoteException cause, String what) {
    var name = place.name();
    return switch (cause.kind()) {
      case UNAUTHORIZED ->
          new RefusedException(
              "GitHub does not accept the token for git: set GITHUB_TOKEN to one that has neither"
                  + " expired nor been revoked");
      case FORBIDDEN ->
          new RefusedException(
              "GitHub does not let the token %s %s%s: %s"
                  .formatted(what, name, Declined.quoted(cause.said()), advice(cause.said())));
      case DECLINED -> Declined.of(name, cause);
      case MOVED_AWAY -> movedAway(name);
      case LIMITED -> HeldUpException.until(pauseAfter(cause), "GitHub asks git to wait");
      case NOT_FOUND -> HeldUpException.backingOff("git does not find " + name + " yet", cause);
      case PASSING -> HeldUpException.backingOff("git with GitHub: " + cause.getMessage(), cause);
    };
  }

  private static String advice(List<String> said) {
    return Policy.in(String.join(" ", said))
        .map(Policy::advice)
        .orElse("give it what it needs (" + READ + ")");
  }

  private Duration pauseAfter(GitRemoteException cause) {
    var told = cause.retryAfter().map(value -> RetryAfter.parse(value, clock.instant()));
    return told.filter(time -> !time.isZero()).orElse(pause);
  }
}
