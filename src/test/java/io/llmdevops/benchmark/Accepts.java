package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Durable accepts on 32 kept-alive connections: small requests, each a task of its own. */
final class Accepts implements Section {

  private static final int CONNECTIONS = 32;
  private static final String ALL = "intake,llm,check,github,notification";
  private static final int ATTACHMENT_BYTES = 200;
  private static final long WARM_UP_SECONDS = 30;
  private static final int WARM_UP_ACCEPTS = 40_000;
  private static final long SECONDS = 10;
  private static final double AIM = 5_000;
  private static final double AIM_P99_MILLIS = 25;

  private final boolean withAllRoles;

  /**
   * @param withAllRoles whether the engine works on the tasks meanwhile
   */
  Accepts(boolean withAllRoles) {
    this.withAllRoles = withAllRoles;
  }

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    try (var evaluator = new Evaluator(place.vertx());
        var engine = start(place);
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      post(client, requests, WARM_UP_SECONDS, WARM_UP_ACCEPTS, new Latencies());
      var latencies = new Latencies();
      var watch = Watch.start(engine);
      var seconds = post(client, requests, SECONDS, Integer.MAX_VALUE, latencies);
      return figures(
          latencies.count() / seconds, latencies, watch.end(latencies.count(), "an accept"));
    }
  }

  private EngineProcess start(Workplace place) throws IOException {
    var settings = new JsonObject().put("roles", withAllRoles ? ALL : "intake");
    var engine = EngineProcess.spawn(place, place.folder(), settings);
    if (withAllRoles) {
      engine.awaitReady();
    } else {
      engine.awaitLive();
    }
    return engine;
  }

  private List<Figure> figures(double perSecond, Latencies latencies, List<String> limits) {
    var rate = String.format(Locale.ROOT, "%.0f/s", perSecond);
    if (withAllRoles) {
      var name = "  the same while the engine works on the tasks";
      return List.of(new Figure(name, rate + ", " + latencies, "", true, limits));
    }
    return List.of(
        new Figure(
            "durable accepts, 32 connections, ROLES=intake",
            rate,
            "5,000/s",
            perSecond >= AIM,
            limits),
        new Figure(
            "  their time to the answer",
            latencies.toString(),
            "p99 25 ms",
            latencies.millis(0.99) <= AIM_P99_MILLIS,
            perSecond < AIM ? List.of("see the line above") : limits));
  }

  private static double post(
      Client client, Requests requests, long seconds, int most, Latencies latencies)
      throws TimeoutException {
    var startedAt = System.nanoTime();
    var end = startedAt + TimeUnit.SECONDS.toNanos(seconds);
    Workplace.await(
        client.postWhile(
            () -> System.nanoTime() < end && latencies.count() < most,
            () -> requests.next().body(),
            latencies));
    return (System.nanoTime() - startedAt) / 1e9;
  }
}
