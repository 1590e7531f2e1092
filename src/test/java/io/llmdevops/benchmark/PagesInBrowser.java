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
  private static final int MIDDLE = 100;
  private static final int WARM_UP = 10;
  private static final int CONTEXTS = 4;
  private static final int ROUNDS = 20;
  private static final double AIM_MILLIS = 400;

  /** A page counts as at rest once it has asked for nothing during this time. */
  private static final double DECLARED_WAIT_MILLIS = 300;

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
    look(visits, 1);
    var cold = System.nanoTime() - before;
    var memory = new TreeMap<Integer, ProcessTree>();
    memory.put(1, ProcessTree.below(ProcessHandle.current()));
    look(visits, WARM_UP);
    var times = new Latencies();
    var busy = new Business();
    for (var count = 1 + WARM_UP; count < CHECKS; count++) {
      var startedAt = System.nanoTime();
      look(visits, 1);
      times.add(System.nanoTime() - startedAt);
      if (count == MIDDLE) {
        memory.put(count, ProcessTree.below(ProcessHandle.current()));
      }
    }
    memory.put(CHECKS, ProcessTree.below(ProcessHandle.current()));
    figures.add(warm(times, busy.end(times.count())));
    figures.add(
        Figure.context(
            "browser: the first page, its start included",
            String.format(Locale.ROOT, "%.0f ms", cold / 1e6)));
    figures.add(growth(memory));
    return 60_000 / times.mean();
  }

  private static void look(SimpleVisits visits, int times) throws TimeoutException {
    for (var count = 0; count < times; count++) {
      Workplace.await(visits.next());
    }
  }

  /** What the processors are at while pages are looked at. */
  private static final class Business {

    private final CpuTimes before = CpuTimes.now(ProcessHandle.current());

    /** A line that says what a page took; browsers come and go, so it counts the whole machine. */
    private String end(int pages) {
      var spent = CpuTimes.now(ProcessHandle.current()).minus(before);
      return String.format(
          Locale.ROOT,
          "a page takes %.0f ms of processor time, %.0f ms of them this process's, on %d cores",
          spent.machine() * 1_000 / pages,
          spent.load() * 1_000 / pages,
          Runtime.getRuntime().availableProcessors());
    }
  }

  private static Figure warm(Latencies times, String limit) {
    return new Figure(
        "browser: a simple page and one check, warm",
        String.format(
            Locale.ROOT,
            "p50 %.0f ms, p90 %.0f ms, max %.0f ms of %d",
            times.millis(0.5),
            times.millis(0.9),
            times.millis(1),
            times.count()),
        "p50 400 + 300 ms",
        times.millis(0.5) <= AIM_MILLIS + DECLARED_WAIT_MILLIS,
        List.of("300 ms of each are the wait until a page has come to rest", limit));
  }

  private static Figure growth(TreeMap<Integer, ProcessTree> memory) {
    var ratio = (double) memory.lastEntry().getValue().kilobytes() / memory.get(MIDDLE).kilobytes();
    var text = new StringBuilder();
    memory.forEach((count, tree) -> text.append("after ").append(count).append(": " + tree + "; "));
    return new Figure(
        "browser: memory of its processes over " + CHECKS + " checks",
        text + String.format(Locale.ROOT, "the last is %.2f times the second", ratio),
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
