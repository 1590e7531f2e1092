package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Durable accepts on 32 kept-alive connections: small requests, each a task of its own. */
final class Accepts implements Section {

  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 200;
  private static final long WARM_UP_SECONDS = 10;
  private static final long SECONDS = 10;
  private static final double AIM = 5_000;
  private static final double AIM_P99_MILLIS = 25;

  private record Result(double perSecond, Latencies latencies, List<String> limits) {}

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var alone = run(place, new JsonObject().put("roles", "intake"));
    var all = run(place, new JsonObject().put("log_level", "warn"));
    return List.of(
        Figure.of(
            "durable accepts, 32 connections, ROLES=intake",
            rate(alone),
            "5,000/s",
            alone.perSecond >= AIM,
            alone.limits),
        Figure.of(
            "  their time to the answer",
            alone.latencies.toString(),
            "p99 25 ms",
            alone.latencies.millis(0.99) <= AIM_P99_MILLIS,
            alone.limits),
        Figure.context(
            "  with all roles, while the tasks are worked on", rate(all) + ", " + all.latencies));
  }

  private static String rate(Result result) {
    return String.format(Locale.ROOT, "%.0f/s", result.perSecond);
  }

  private static Result run(Workplace place, JsonObject settings) throws Exception {
    try (var engine = EngineProcess.start(place, place.folder(), settings);
        var evaluator = new Evaluator(place.vertx());
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      post(client, requests, WARM_UP_SECONDS, new Latencies());
      var latencies = new Latencies();
      var watch = Watch.start(engine);
      var seconds = post(client, requests, SECONDS, latencies);
      var limits = watch.end();
      // What is left undone is of no interest.
      engine.kill();
      return new Result(latencies.count() / seconds, latencies, limits);
    }
  }

  private static double post(Client client, Requests requests, long seconds, Latencies latencies) {
    var startedAt = System.nanoTime();
    var end = startedAt + TimeUnit.SECONDS.toNanos(seconds);
    client
        .postWhile(() -> System.nanoTime() < end, () -> requests.next().body(), latencies)
        .await();
    return (System.nanoTime() - startedAt) / 1e9;
  }
}
