package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much of what GitHub's limits let through the engine makes use of, against a stand-in that
 * enforces them.
 */
final class ShareOfLimits implements Section {

  private static final double AIM = 0.95;
  private static final Duration GAP = Duration.ofSeconds(1);

  private final int round;
  private final int tasks;
  private final double scale;

  private ShareOfLimits(int round, int tasks, double scale) {
    this.round = round;
    this.tasks = tasks;
    this.scale = scale;
  }

  /** 500 changes an hour are 250 tasks: two windows close. */
  static Section firstRounds() {
    return new ShareOfLimits(1, 550, 40);
  }

  /** None of the hour's changes is needed: the gap between two pushes is what counts. */
  static Section secondRounds() {
    return new ShareOfLimits(2, 100, 4);
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
      return List.of(figure(engine, all.subList(known, all.size()), limits));
    }
  }

  private Figure figure(OnGithub engine, List<Call> calls, List<String> limits) {
    var changing = calls.stream().filter(call -> call.kind().isChanging()).toList();
    var took = Duration.between(changing.get(0).at(), last(changing).at());
    var answering =
        changing.subList(0, changing.size() - 1).stream()
            .map(call -> Duration.between(call.at(), call.endedAt()))
            .reduce(Duration.ZERO, Duration::plus);
    var least = scaled(IdealClient.time(tasks, round == 1 ? 2 : 0, GAP));
    var refused = calls.stream().filter(call -> call.status() == 403 || call.status() == 429);
    var share = ratio(least, took);
    var measured =
        String.format(
            Locale.ROOT,
            "%.1f %% (%d tasks, %d changing calls: %.1f s, by the limits %.1f s; %.1f s of answering;"
                + " %d refused, %d against the rules; GitHub's time runs %.0f times as fast)",
            100 * share,
            tasks,
            changing.size(),
            seconds(took),
            seconds(least),
            seconds(answering),
            refused.count(),
            engine.github().journal().violations().size(),
            scale);
    return new Figure(
        "GitHub: share of the limits, round " + round, measured, "95 %", share >= AIM, limits);
  }

  private Duration scaled(Duration githubs) {
    return Duration.ofNanos((long) (githubs.toNanos() / scale));
  }

  private static Call last(List<Call> calls) {
    return calls.get(calls.size() - 1);
  }

  private static double ratio(Duration part, Duration whole) {
    return (double) part.toNanos() / whole.toNanos();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
