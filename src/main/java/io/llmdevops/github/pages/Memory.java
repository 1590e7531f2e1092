package io.llmdevops.github.pages;

import io.llmdevops.task.Fact;
import io.llmdevops.task.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a task's site from earlier tries: one place for the marks' names and for how
 * they are spelled.
 */
record Memory(Map<String, Mark> marks) {

  /** The path of the workflow that deploys the site; nothing for a site of the branch. */
  static final String WORKFLOW = "site-workflow";

  /** SHA-256 of a branch site's page; nothing where it has none. */
  static final String INDEX = "site-index";

  /** Whether the site may have been switched on only after the push. */
  static final String LATE = "site-late";

  /** What a branch site is built from, where somebody has changed that; else nothing. */
  static final String SOURCE = "site-source";

  /** What was last seen of which commit. */
  private static final String SEEN = "live-seen";

  /** The commit was first looked at when its deadline was over. */
  private static final String OVERDUE = "live-overdue";

  /** A failed build has sent the task back to the model. */
  private static final String REPAIR = "live-repair";

  /**
   * Something that is asked of GitHub once, and how far that has come.
   *
   * @param about asking, asked: what it was asked for; refused: why
   */
  record Asked(Stage stage, String about) {

    /** How far it has come. */
    enum Stage {
      /** Is about to be asked for, or was: a crash may have come between. */
      ASKING,
      ASKED,
      REFUSED
    }

    Fact noted(String name) {
      return new Fact.Marked(name, stage + " " + about);
    }
  }

  Optional<String> workflow() {
    return told(WORKFLOW);
  }

  Optional<String> index() {
    return told(INDEX);
  }

  boolean isLate() {
    return told(LATE).filter("true"::equals).isPresent();
  }

  Optional<String> source() {
    return told(SOURCE);
  }

  boolean isRepaired() {
    return marks.containsKey(REPAIR);
  }

  static Fact repaired(String sha) {
    return new Fact.Marked(REPAIR, sha);
  }

  /** Since when this commit is waited for, where its deadline was over by then. */
  Optional<Instant> lateSince(String sha) {
    return told(OVERDUE).filter(sha::equals).map(noted -> marks.get(OVERDUE).at());
  }

  static Fact late(String sha) {
    return new Fact.Marked(OVERDUE, sha);
  }

  /** What was last seen of this commit, if it was. */
  Optional<String> seen(String sha) {
    return told(SEEN)
        .filter(seen -> seen.startsWith(sha + " "))
        .map(seen -> seen.substring(sha.length() + 1));
  }

  static Fact saw(String sha, String what) {
    return new Fact.Marked(SEEN, sha + " " + what);
  }

  /** For how long nothing but this has been seen of the commit. */
  Duration since(String sha, String what, Instant now) {
    return seen(sha).equals(Optional.of(what))
        ? Duration.between(marks.get(SEEN).at(), now)
        : Duration.ZERO;
  }

  Optional<Asked> asked(String name) {
    return told(name)
        .map(told -> told.split(" ", 2))
        .map(parts -> new Asked(Asked.Stage.valueOf(parts[0]), parts[1]));
  }

  private Optional<String> told(String name) {
    return Optional.ofNullable(marks.get(name)).map(Mark::value).filter(value -> !value.isEmpty());
  }
}
