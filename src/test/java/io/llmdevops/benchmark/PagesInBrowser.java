package io.llmdevops.benchmark;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** What it takes to look at versions in a browser, without the rest of the engine. */
final class PagesInBrowser implements Section {

  private static final int CHECKS = 500;
  private static final List<Integer> LOOKED_AT = List.of(1, 100, CHECKS);
  private static final int WARM_UP = 10;
  private static final int CONTEXTS = 4;
  private static final int ROUNDS = 20;
  private static final double AIM_MILLIS = 400;
  private static final double MOST_GROWTH = 1.25;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var figures = new ArrayList<Figure>();
    double alone;
    try (var one = new SimpleVisits(place, 1)) {
      if (one.missing().isPresent()) {
        return List.of(Figure.context("pages in a browser", one.missing().get()));
      }
      alone = oneByOne(one, figures);
    }
    try (var four = new SimpleVisits(place, CONTEXTS)) {
      var together = perMinute(four);
      figures.add(
          Figure.context(
              "browser: versions checked a minute",
              String.format(
                  Locale.ROOT,
                  "%.0f with 1 context, %.0f with %d (%.1f times as many)",
                  alone,
                  together,
                  CONTEXTS,
                  together / alone)));
    }
    return figures;
  }

  /** Gives how many a minute. */
  private static double oneByOne(SimpleVisits visits, List<Figure> figures) throws Exception {
    var before = System.nanoTime();
    Workplace.await(visits.next());
    var cold = System.nanoTime() - before;
    var times = new Latencies();
    var memory = new TreeMap<Integer, ProcessTree>();
    for (var count = 1; count <= CHECKS; count++) {
      var startedAt = System.nanoTime();
      Workplace.await(visits.next());
      if (count > WARM_UP) {
        times.add(System.nanoTime() - startedAt);
      }
      if (LOOKED_AT.contains(count)) {
        memory.put(count, ProcessTree.below(ProcessHandle.current()));
      }
    }
    figures.add(warm(times));
    figures.add(
        Figure.context(
            "browser: the first page, its start included",
            String.format(Locale.ROOT, "%.0f ms", cold / 1e6)));
    figures.add(growth(memory));
    return 60_000 / times.mean();
  }

  private static Figure warm(Latencies times) {
    return new Figure(
        "browser: a simple page and one check, warm",
        String.format(
            Locale.ROOT,
            "p50 %.0f ms, p90 %.0f ms, max %.0f ms of %d",
            times.millis(0.5),
            times.millis(0.9),
            times.millis(1),
            times.count()),
        "p50 400 ms",
        times.millis(0.5) <= AIM_MILLIS,
        List.of("the time for the page to come to rest is part of it"));
  }

  private static Figure growth(TreeMap<Integer, ProcessTree> memory) {
    var ratio =
        (double) memory.lastEntry().getValue().kilobytes()
            / memory.get(LOOKED_AT.get(1)).kilobytes();
    var text = new StringBuilder();
    memory.forEach((count, tree) -> text.append("after ").append(count).append(": " + tree + "; "));
    return new Figure(
        "browser: memory of its processes over " + CHECKS + " checks",
        text + String.format(Locale.ROOT, "the last is %.2f times the one before", ratio),
        "no growth",
        ratio <= MOST_GROWTH,
        List.of());
  }

  private static double perMinute(SimpleVisits visits) throws TimeoutException {
    Workplace.await(
        Future.all(IntStream.range(0, CONTEXTS).mapToObj(context -> visits.next()).toList()));
    var startedAt = System.nanoTime();
    Workplace.await(
        Future.all(
            IntStream.range(0, CONTEXTS).mapToObj(context -> again(visits, ROUNDS)).toList()));
    return CONTEXTS * ROUNDS * 60e9 / (System.nanoTime() - startedAt);
  }

  private static Future<?> again(SimpleVisits visits, int times) {
    return times == 0
        ? Future.succeededFuture()
        : visits.next().compose(seen -> again(visits, times - 1));
  }
}
