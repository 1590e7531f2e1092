package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the POST of a task to the arrival of its callback, one task at a time. */
final class OneTask implements Section {

  private static final int WARM_UP = 300;
  private static final int TASKS = 300;
  private static final int ATTACHMENT_BYTES = 200;
  private static final double AIM_MILLIS = 100;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    try (var engine = EngineProcess.start(place, place.folder(), new JsonObject());
        var evaluator = new Evaluator(place.vertx());
        var client = new Client(place.vertx(), engine.port(), 1)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var cold = run(client, evaluator, requests, 1);
      run(client, evaluator, requests, WARM_UP);
      var watch = Watch.start(engine);
      var before = CpuTimes.now(engine.handle());
      var latencies = run(client, evaluator, requests, TASKS);
      var limits = new ArrayList<>(watch.end());
      limits.add(cost(CpuTimes.now(engine.handle()).minus(before)));
      return List.of(
          Figure.of(
              "POST to callback, one task at a time",
              latencies.toString(),
              "p50 100 ms",
              latencies.millis(0.5) <= AIM_MILLIS,
              limits),
          Figure.context("  the first task after a start", cold.toString()));
    }
  }

  private static String cost(CpuTimes spent) {
    return String.format(
        Locale.ROOT,
        "a task takes %.1f ms of the engine's processor time",
        spent.engine() * 1_000 / TASKS);
  }

  private static Latencies run(Client client, Evaluator evaluator, Requests requests, int tasks) {
    var latencies = new Latencies();
    for (var i = 0; i < tasks; i++) {
      var request = requests.next();
      var sentAt = System.nanoTime();
      var posted = client.onLoop(() -> client.post(request.body()));
      Future.all(posted, evaluator.arrivalOf(request.nonce())).await();
      latencies.add(evaluator.arrivalOf(request.nonce()).result() - sentAt);
    }
    return latencies;
  }
}
