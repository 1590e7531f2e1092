package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** From the POST of a task to the arrival of its callback, one task at a time. */
final class OneTask implements Section {

  private static final int WARM_UP = 300;
  private static final int TASKS = 300;
  private static final int ATTACHMENT_BYTES = 200;
  private static final double AIM_MILLIS = 100;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    try (var evaluator = new Evaluator(place.vertx());
        var engine = EngineProcess.start(place, place.folder(), new JsonObject());
        var client = new Client(place.vertx(), engine.port(), 1)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var cold = run(client, evaluator, requests, 1);
      run(client, evaluator, requests, WARM_UP);
      var watch = Watch.start(engine);
      var latencies = run(client, evaluator, requests, TASKS);
      var limits = watch.end(TASKS, "a task");
      return List.of(
          new Figure(
              "POST to callback, one task at a time",
              latencies.toString(),
              "p50 100 ms",
              latencies.millis(0.5) <= AIM_MILLIS,
              limits),
          Figure.context("  the first task after a start", cold.toString()));
    }
  }

  private static Latencies run(Client client, Evaluator evaluator, Requests requests, int tasks)
      throws TimeoutException {
    var latencies = new Latencies();
    for (var i = 0; i < tasks; i++) {
      var request = requests.next();
      var sentAt = System.nanoTime();
      var posted = client.onLoop(() -> client.post(request.body()));
      Workplace.await(Future.all(posted, evaluator.arrivalOf(request.nonce())));
      latencies.add(evaluator.arrivalOf(request.nonce()).result() - sentAt);
    }
    return latencies;
  }
}
