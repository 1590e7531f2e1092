package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Many tasks posted at once: how many a second, to the last callback. */
final class ManyTasks implements Section {

  private static final int WARM_UP = 300;
  private static final int TASKS = 1_000;
  private static final int CONNECTIONS = 32;
  private static final int LLM_CONCURRENCY = 32;
  private static final int ATTACHMENT_BYTES = 200;
  private static final double AIM = 50;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var settings = new JsonObject().put("llm_concurrency", LLM_CONCURRENCY);
    try (var evaluator = new Evaluator(place.vertx());
        var engine = EngineProcess.start(place, place.folder(), settings);
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      run(client, evaluator, requests, WARM_UP);
      var watch = Watch.start(engine);
      var seconds = run(client, evaluator, requests, TASKS);
      var limits = watch.end(TASKS, "a task");
      var measured =
          String.format(
              Locale.ROOT,
              "%.0f/s (%d tasks in %.1f s, llm_concurrency %d)",
              TASKS / seconds,
              TASKS,
              seconds,
              LLM_CONCURRENCY);
      return List.of(
          new Figure("tasks end to end", measured, "50/s", TASKS / seconds >= AIM, limits));
    }
  }

  private static double run(Client client, Evaluator evaluator, Requests requests, int tasks)
      throws TimeoutException {
    var startedAt = System.nanoTime();
    Workplace.await(
        client.all(
            () ->
                Stream.generate(requests::next)
                    .limit(tasks)
                    .map(made -> whole(client, evaluator, made))));
    return (System.nanoTime() - startedAt) / 1e9;
  }

  private static Future<Long> whole(Client client, Evaluator evaluator, Requests.Made made) {
    return client.post(made.body()).compose(accepted -> evaluator.arrivalOf(made.nonce()));
  }
}
