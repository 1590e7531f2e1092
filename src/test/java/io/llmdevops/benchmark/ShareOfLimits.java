package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How much of what GitHub's limits let through the engine makes use of, against a stand-in that
 * enforces them.
 */
final class ShareOfLimits implements Section {

  private static final double AIM = 0.95;

  private final int round;
  private final int tasks;
  private final double scale;

  private ShareOfLimits(int round, int tasks, double scale) {
    this.round = round;
    this.tasks = tasks;
    this.scale = scale;
  }

  /** 500 changes an hour are 250 tasks: two windows close, each for about two minutes. */
  static Section firstRounds() {
    return new ShareOfLimits(1, 550, 30);
  }

  /** None of the hour's changes is needed: the gap between two pushes is what counts. */
  static Section secondRounds() {
    return new ShareOfLimits(2, 40, 4);
  }

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    try (var engine = new OnGithub(place, place.folder(), Options.usual(scale))) {
      for (var before = 1; before < round; before++) {
        engine.finish(tasks, before);
      }
      var known = engine.github().journal().calls().size();
      var watch = Watch.start(engine.engine());
      engine.finish(tasks, round);
      var limits = watch.end(tasks, "a task");
      var all = engine.github().journal().calls();
      var violations = engine.github().journal().violations().size();
      return List.of(figure(all.subList(known, all.size()), violations, limits));
    }
  }

  private Figure figure(List<Call> calls, int violations, List<String> limits) {
    Predicate<Call> isRefused = call -> call.status() == 403 || call.status() == 429;
    var made =
        calls.stream().filter(call -> call.kind().isChanging()).filter(isRefused.negate()).toList();
    var took = Duration.between(made.get(0).at(), made.get(made.size() - 1).at());
    var ideal = new IdealClient(scale);
    var least = ideal.time(made);
    var answered = ideal.timeWithAnswers(made);
    var measured =
        String.format(
            Locale.ROOT,
            "%.1f %% (%d tasks, %d changing calls from first to last in %.1f s, by the limits %.1f s;"
                + " %.1f %% of an ideal client's, answered as slowly: %.1f s; %d requests refused,"
                + " %d against the rules; GitHub's time runs %.0f times as fast)",
            100 * ratio(least, took),
            tasks,
            made.size(),
            seconds(took),
            seconds(least),
            100 * ratio(answered, took),
            seconds(answered),
            calls.stream().filter(isRefused).count(),
            violations,
            scale);
    return new Figure(
        "GitHub: share of the limits, round " + round,
        measured,
        "95 %",
        ratio(least, took) >= AIM && violations == 0,
        limits);
  }

  private static double ratio(Duration part, Duration whole) {
    return (double) part.toNanos() / whole.toNanos();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
