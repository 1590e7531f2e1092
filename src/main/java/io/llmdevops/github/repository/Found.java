package io.llmdevops.github.repository;

import io.llmdevops.task.RefusedException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/**
 * A repository that there is.
 *
 * @param bar what keeps versions from being published there, if anything does
 */
record Found(Place place, Optional<String> bar) {

  /**
   * @param answered what GitHub says of it
   * @throws RefusedException where nothing can be done with it, whoever it belongs to
   */
  static Found of(String name, JsonObject answered, URI api) {
    if (is("disabled", answered)) {
      // Nothing of it can be read, so nobody can tell whose it is.
      throw new RefusedException(
          "GitHub has disabled the repository " + name + ": ask GitHub's support, or delete it");
    }
    return new Found(Place.of(name, answered, api), bar(name, answered));
  }

  private static Optional<String> bar(String name, JsonObject answered) {
    if (is("archived", answered)) {
      return Optional.of("the repository " + name + " is archived: unarchive it on GitHub");
    }
    return is("private", answered)
        ? Optional.of("the repository " + name + " is private: make it public on GitHub")
        : Optional.empty();
  }

  private static boolean is(String what, JsonObject answered) {
    return Boolean.TRUE.equals(answered.getValue(what));
  }

  /**
   * @throws RefusedException where it is ours, but nothing can be published there
   */
  void requireUsable() {
    bar.ifPresent(
        why -> {
          throw new RefusedException(why);
        });
  }
}
