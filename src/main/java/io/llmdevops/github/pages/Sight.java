package io.llmdevops.github.pages;

import io.llmdevops.task.Fact;
import java.util.List;
import java.util.Optional;

/** How far GitHub was found to be with a commit's site. */
sealed interface Sight {

  /** A line for the timeline; the same as long as nothing moves. */
  String what();

  /** It is at it. */
  record Waiting(String what, List<Fact> facts) implements Sight {
    Waiting(String what) {
      this(what, List.of());
    }
  }

  /**
   * It will get no further unless it is asked to.
   *
   * @param mark the name by which it is remembered that it was asked
   * @param about what to remember: by that it is known, after a crash, whether it was
   * @param path where to ask
   * @param permission that asking takes
   */
  record Stalled(String what, String mark, String about, String path, String permission)
      implements Sight {}

  /**
   * The page is there to be asked for.
   *
   * @param exact it must be this commit's, not one of a later commit
   */
  record Built(String what, boolean exact) implements Sight {}

  /**
   * It has failed.
   *
   * @param told GitHub's own words; may be empty
   * @param run that failed, if that is known
   * @param repairable another version might do better
   */
  record Broken(String what, String told, Optional<Long> run, boolean repairable)
      implements Sight {}
}
