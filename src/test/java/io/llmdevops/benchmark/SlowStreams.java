package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The memory of an engine that reads many answers of a slow model at once, in 512 MB of heap. */
final class SlowStreams implements Section {

  private static final int TASKS = 1_000;
  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 4_096;
  private static final int PAGE_CHARACTERS = 24_000;
  private static final int PIECE = 80;
  private static final int PAUSE_MILLIS = 100;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var folder = place.folder();
    var collections = folder.resolve("gc.log");
    var page = WrittenApp.ofOnePage(PAGE_CHARACTERS);
    try (var evaluator = new Evaluator(place.vertx());
        var model = new StandInModel(place.vertx(), question -> page, PIECE, PAUSE_MILLIS, TASKS);
        var engine =
            EngineProcess.start(
                place, folder, settings(model), "-Xmx512m", Memory.logTo(collections));
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var memory = new Memory(engine.handle(), collections);
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var watch = Watch.start(engine);
      var startedAt = System.nanoTime();
      Workplace.await(
          client.all(
              () ->
                  Stream.generate(requests::next)
                      .limit(TASKS)
                      .map(
                          made ->
                              client
                                  .post(made.body())
                                  .compose(posted -> evaluator.arrivalOf(made.nonce())))));
      var seconds = (System.nanoTime() - startedAt) / 1e9;
      var limits = watch.end(TASKS, "a task");
      var measured =
          String.format(
              Locale.ROOT,
              "%d streams open at once, %d calls in all; heap peak %d MB; process peak %s; all"
                  + " notified %.0f s after the first POST (a stream alone takes %.0f s)",
              model.most(),
              model.asked().size(),
              memory.peak(),
              memory.resident(),
              seconds,
              (double) page.length() / PIECE * PAUSE_MILLIS / 1_000);
      return List.of(
          new Figure(
              "1,000 streams of a slow model, -Xmx512m",
              measured,
              "1,000 in 512 MB",
              model.most() == TASKS && model.asked().size() == TASKS,
              limits));
    }
  }

  private static JsonObject settings(StandInModel model) {
    return new JsonObject().put("llm_concurrency", TASKS).put("llm_base_url", model.url());
  }
}
