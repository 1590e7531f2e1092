package io.llmdevops.benchmark;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.chromium.Chromium;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Duration CHECK = Duration.ofSeconds(15);
  private static final Duration VERSION = Duration.ofSeconds(90);
  private static final int MEMORY_MB = 1_536;

  private static final FileTree SITE =
      FileTree.of(
          Map.of(
              "index.html",
              Content.utf8(
                  """
                  <!doctype html>
                  <html lang="en">
                  <head>
                  <meta charset="utf-8">
                  <title>Sales</title>
                  <link rel="stylesheet" href="style.css">
                  </head>
                  <body>
                  <h1>Sales</h1>
                  <p>Total: <output id="total"></output></p>
                  <script src="app.js"></script>
                  </body>
                  </html>
                  """),
              "style.css",
              Content.utf8("body { margin: 2rem; font-family: sans-serif; }\n"),
              "app.js",
              Content.utf8(
                  """
                  fetch('data.csv')
                    .then(answer => answer.text())
                    .then(text => text.trim().split('\\n').slice(1).map(Number))
                    .then(numbers => numbers.reduce((a, b) => a + b, 0))
                    .then(sum => (document.querySelector('#total').textContent = sum));
                  """),
              "data.csv",
              Content.utf8("amount\n1\n2\n3\n")));

  private static final Visit.Load LOAD =
      new Visit.Load("", List.of("document.querySelector('#total').textContent === '6'"));

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var figures = new ArrayList<Figure>();
    double alone;
    try (var one = new Opened(place, 1)) {
      if (one.browser().missing().isPresent()) {
        return List.of(Figure.context("pages in a browser", one.browser().missing().get()));
      }
      alone = oneByOne(one.browser(), figures);
    }
    try (var four = new Opened(place, CONTEXTS)) {
      var together = perMinute(four.browser());
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
  private static double oneByOne(Browser browser, List<Figure> figures) throws Exception {
    var before = System.nanoTime();
    look(browser);
    var cold = new Latencies();
    cold.add(System.nanoTime() - before);
    var times = new Latencies();
    var memory = new TreeMap<Integer, ProcessTree>();
    for (var count = 1; count <= CHECKS; count++) {
      var startedAt = System.nanoTime();
      look(browser);
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
            String.format(Locale.ROOT, "%.0f ms", cold.millis(1))));
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

  private static double perMinute(Browser browser) throws TimeoutException {
    Workplace.await(Future.all(IntStream.range(0, CONTEXTS).mapToObj(i -> seen(browser)).toList()));
    var startedAt = System.nanoTime();
    Workplace.await(
        Future.all(
            IntStream.range(0, CONTEXTS).mapToObj(context -> again(browser, ROUNDS)).toList()));
    return CONTEXTS * ROUNDS * 60e9 / (System.nanoTime() - startedAt);
  }

  private static Future<?> again(Browser browser, int times) {
    return times == 0
        ? Future.succeededFuture()
        : seen(browser).compose(seen -> again(browser, times - 1));
  }

  private static void look(Browser browser) throws TimeoutException {
    Workplace.await(seen(browser));
  }

  private static Future<?> seen(Browser browser) {
    var visit = new Visit(TaskId.random(), "sales-1a2b3c", SITE, List.of(LOAD), CHECK, VERSION);
    return browser
        .look(visit)
        .compose(
            sighting -> {
              var page = sighting.pages().get(0);
              return page.scripts().get(0).end() == Ran.End.TRUE && page.incidents().isEmpty()
                  ? Future.succeededFuture()
                  : Future.failedFuture("not as it should be: " + page);
            });
  }

  /** A browser, with a folder of its own. */
  private record Opened(Browser browser) implements AutoCloseable {

    Opened(Workplace place, int contexts) throws IOException {
      this(
          new Chromium(
              place.vertx(),
              new BrowserConfig(
                  true,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  contexts,
                  false,
                  new BrowserConfig.Limits(CHECK, VERSION, MEMORY_MB),
                  place.folder()),
              new Guard.Rules(
                  new GuardedResolver(new AddressGuard(false), Resolver.system(place.vertx())),
                  Set.of(),
                  false)));
    }

    @Override
    public void close() throws TimeoutException {
      Workplace.await(browser.close());
    }
  }
}
