package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The memory of an engine whose tasks all wait on a slow model at once, in a heap of 256 MB. */
final class WaitingTasks implements Section {

  private static final int TASKS = 1_000;
  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 4_096;
  private static final int MODEL_SECONDS = 25;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var folder = place.folder();
    var collections = folder.resolve("gc.log");
    var settings =
        new JsonObject()
            .put("llm_concurrency", TASKS)
            .put("simulated_first_token_ms", TimeUnit.SECONDS.toMillis(MODEL_SECONDS));
    try (var evaluator = new Evaluator(place.vertx());
        var engine =
            EngineProcess.start(place, folder, settings, "-Xmx256m", Memory.logTo(collections));
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var memory = new Memory(engine.handle(), collections);
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var startedAt = System.nanoTime();
      var made = Stream.generate(requests::next).limit(TASKS).toList();
      var ids = new ConcurrentLinkedQueue<String>();
      Workplace.await(
          client.all(
              () ->
                  made.stream()
                      .map(
                          each ->
                              client
                                  .post(each.body())
                                  .onSuccess(answer -> ids.add(answer.getString("id"))))));
      var waiting = underWay(client, ids);
      var live = memory.live();
      Workplace.await(
          client.all(() -> made.stream().map(each -> evaluator.arrivalOf(each.nonce()))));
      var seconds = (System.nanoTime() - startedAt) / 1e9;
      var measured =
          String.format(
              Locale.ROOT,
              "%d under way at once; heap: peak %d MB, live %d MB while all wait; process: peak %s;"
                  + " all notified %.0f s after the first POST (the model alone takes %d s)",
              waiting,
              memory.peak(),
              live,
              memory.resident(),
              seconds,
              MODEL_SECONDS);
      return List.of(
          new Figure(
              "1,000 tasks waiting on a slow model, -Xmx256m",
              measured,
              "1,000 in 256 MB",
              waiting == TASKS,
              List.of("claimed at the same time: " + waiting)));
    }
  }

  /** How many are claimed by the stage of the model and still where they began. */
  private static long underWay(Client client, Collection<String> ids) throws TimeoutException {
    var states = new ConcurrentLinkedQueue<JsonObject>();
    Workplace.await(
        client.all(
            () ->
                ids.stream()
                    .<Future<JsonObject>>map(id -> client.status(id).onSuccess(states::add))));
    return states.stream()
        .filter(task -> task.getString("state").equals("accepted"))
        .filter(task -> task.getInteger("attempts") == 1)
        .count();
  }
}
