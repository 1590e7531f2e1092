package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call.Kind;
import io.llmdevops.github.standin.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a task asks of GitHub while its builds take as long as they usually do. */
final class CallsPerTask implements Section {

  /** Slow enough for what is not scaled, the time of answers, to be small. */
  private static final double SCALE = 10;

  private static final int TASKS = 8;
  private static final Duration QUEUED = Duration.ofSeconds(5);
  private static final Duration BUILDING = Duration.ofSeconds(40);

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var usual = Options.usual(SCALE);
    var options = usual.delays(Options.Delays.USUAL.builds(QUEUED, BUILDING));
    var figures = new ArrayList<Figure>();
    try (var engine = new OnGithub(place, place.folder(), options)) {
      for (var round = 1; round <= 2; round++) {
        var before = engine.github().journal().calls().size();
        engine.finish(TASKS, round);
        var all = engine.github().journal().calls();
        var calls = new GithubCalls(all.subList(before, all.size()), TASKS);
        figures.add(calls(round, calls));
        figures.add(bound(round, calls));
      }
    }
    return figures;
  }

  private static Figure calls(int round, GithubCalls calls) {
    var changes = round == 1 ? 2 : 0;
    return new Figure(
        "GitHub: calls of a task, round " + round,
        calls.toString(),
        changes + " changing, 1 push",
        calls.each(Kind.REST_CHANGE) == changes && calls.each(Kind.GIT_PUSH) == 1,
        List.of());
  }

  private static Figure bound(int round, GithubCalls calls) {
    var least = calls.least();
    var measured =
        String.format(Locale.ROOT, "%.0f/h, bound by %s", least.tasksAnHour(), least.limit());
    return Figure.context("GitHub: tasks an hour with one token, round " + round, measured)
        .with(calls.bounds().stream().map(GithubCalls.Bound::toString).toList());
  }
}
