package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** From the spawn of the process until {@code GET /health/ready} answers 200. */
final class StartToReady implements Section {

  private static final int STARTS = 7;
  private static final double AIM_MILLIS = 1_500;
  private static final Pattern READY = Pattern.compile(".* ready, (\\d+) ms after.*");

  private final Latencies starts = new Latencies();
  private final Latencies own = new Latencies();
  private double cpu;
  private double others;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    start(place, place.folder());
    clear();
    for (var i = 0; i < STARTS; i++) {
      start(place, place.folder());
    }
    var empty = figure("start to ready, empty DATA_DIR");
    clear();
    var used = place.folder();
    start(place, used);
    clear();
    for (var i = 0; i < STARTS; i++) {
      start(place, used);
    }
    return List.of(empty, figure("start to ready, existing DATA_DIR"));
  }

  private void clear() {
    starts.clear();
    own.clear();
    cpu = 0;
    others = 0;
  }

  private void start(Workplace place, Path folder) throws IOException {
    try (var engine = EngineProcess.spawn(place, folder, new JsonObject())) {
      var before = CpuTimes.now(ProcessHandle.current());
      starts.add(engine.awaitReady());
      var spent = CpuTimes.now(engine.handle());
      cpu += spent.engine();
      others += spent.machine() - before.machine() - spent.engine();
      own.add(ownFigure(engine) * 1_000_000L);
    }
  }

  private static long ownFigure(EngineProcess engine) throws IOException {
    return engine.log().stream()
        .map(READY::matcher)
        .filter(line -> line.matches())
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .findFirst()
        .orElse(0);
  }

  private Figure figure(String name) {
    var measured =
        String.format(
            Locale.ROOT,
            "median %.0f ms (%.0f to %.0f, %d starts); by its own log %.0f ms",
            starts.millis(0.5),
            starts.millis(1e-9),
            starts.millis(1),
            starts.count(),
            own.millis(0.5));
    var limit =
        String.format(
            Locale.ROOT,
            "limited by the processors: a start takes %.2f s of processor time, others took %.2f s"
                + " meanwhile, on %d cores",
            cpu / STARTS,
            others / STARTS,
            Runtime.getRuntime().availableProcessors());
    return new Figure(name, measured, "1.5 s", starts.millis(0.5) <= AIM_MILLIS, List.of(limit));
  }
}
