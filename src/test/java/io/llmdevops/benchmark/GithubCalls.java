package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Call.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What some tasks have asked of GitHub, and how often that may be asked in an hour (GitHub Docs,
 * "Rate limits for the REST API" and "Best practices for using the REST API"): 5,000 requests that
 * are not answered 304; 900 points a minute, a change being 5 and all else 1; 80 changes a minute
 * and 500 an hour; a second between two changes, of which a push is one.
 *
 * @param calls in the order in which they came
 */
record GithubCalls(List<Call> calls, int tasks) {

  private static final double HOUR = 3_600;
  private static final double REQUESTS_AN_HOUR = 5_000;
  private static final double POINTS_A_MINUTE = 900;
  private static final double CHANGES_A_MINUTE = 80;
  private static final double CHANGES_AN_HOUR = 500;
  private static final double MINUTES = 60;

  /** A limit, and how many such tasks an hour it lets through. */
  record Bound(String limit, double tasksAnHour) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: %.0f/h", limit, tasksAnHour);
    }
  }

  /** How many such calls a task makes. */
  double each(Predicate<Call> which) {
    return (double) calls.stream().filter(which).count() / tasks;
  }

  double each(Kind kind) {
    return each(call -> call.kind() == kind);
  }

  double notModified() {
    return each(call -> call.status() == 304);
  }

  /** Pushes, and changes by REST. */
  double changing() {
    return each(call -> call.kind().isChanging());
  }

  List<Bound> bounds() {
    var changes = each(Kind.REST_CHANGE);
    var reads = each(Kind.REST_READ);
    return List.of(
        new Bound("500 changes an hour", CHANGES_AN_HOUR / changes),
        new Bound("80 changes a minute", CHANGES_A_MINUTE * MINUTES / changes),
        new Bound("5,000 requests an hour", REQUESTS_AN_HOUR / (changes + reads - notModified())),
        new Bound("900 points a minute", POINTS_A_MINUTE * MINUTES / (5 * changes + reads)),
        new Bound("one change a second", HOUR / changing()));
  }

  Bound least() {
    return bounds().stream()
        .min((one, other) -> Double.compare(one.tasksAnHour(), other.tasksAnHour()))
        .orElseThrow();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f changing REST, %.1f other REST (%.1f of them 304), %.1f push, %.1f for a fetch,"
            + " %.1f of its page",
        each(Kind.REST_CHANGE),
        each(Kind.REST_READ),
        notModified(),
        each(Kind.GIT_PUSH),
        each(Kind.GIT_LOOK) + each(Kind.GIT_FETCH),
        each(Kind.PAGE));
  }
}
