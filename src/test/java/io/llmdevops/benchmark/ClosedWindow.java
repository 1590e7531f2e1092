package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** The memory of an engine whose tasks all wait for a closed window, in a heap of 256 MB. */
final class ClosedWindow implements Section {

  private static final double SCALE = 30;
  private static final int TASKS = 1_000;
  private static final int CHANGES_AN_HOUR = 500;
  private static final String WAITS = "GitHub's rate limit is used up";

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var folder = place.folder();
    var collections = folder.resolve("gc.log");
    var options = Options.usual(SCALE);
    try (var engine = new OnGithub(place, folder, options, "-Xmx256m", Memory.logTo(collections))) {
      var github = engine.github();
      github.spendChanges(github.token(), CHANGES_AN_HOUR);
      var ids = new ConcurrentLinkedQueue<String>();
      var startedAt = System.nanoTime();
      Workplace.await(
          engine
              .client()
              .all(
                  () ->
                      IntStream.range(0, TASKS)
                          .mapToObj(task -> engine.send(task, 1).onSuccess(ids::add))));
      var waiting = waiting(engine, ids);
      while (waiting < TASKS && System.nanoTime() - startedAt < 1e9 * 3_600 / SCALE / 2) {
        waiting = waiting(engine, ids);
      }
      return List.of(figure(engine, new Memory(engine.engine().handle(), collections), waiting));
    }
  }

  private static Figure figure(OnGithub engine, Memory memory, long waiting) throws Exception {
    var live = memory.live();
    var requests = engine.github().journal().calls(call -> call.kind().isRest());
    var measured =
        String.format(
            Locale.ROOT,
            "%d waiting; heap: peak %d MB, live %d MB while all wait; process: peak %s; GitHub was"
                + " asked %d times, %d of them refused",
            waiting,
            memory.peak(),
            live,
            memory.resident(),
            requests.size(),
            requests.stream().map(Call::status).filter(status -> status == 403).count());
    return new Figure(
        "1,000 tasks waiting for GitHub's limit, -Xmx256m",
        measured,
        "1,000 in 256 MB",
        waiting == TASKS && engine.github().journal().violations().isEmpty(),
        List.of("waiting at the same time: " + waiting));
  }

  /** How many say that they wait. */
  private static long waiting(OnGithub engine, Collection<String> ids) throws TimeoutException {
    var client = engine.client();
    var states = new ConcurrentLinkedQueue<JsonObject>();
    Workplace.await(
        client.all(
            () ->
                ids.stream()
                    .<Future<JsonObject>>map(id -> client.status(id).onSuccess(states::add))));
    return states.stream().filter(ClosedWindow::waits).count();
  }

  private static boolean waits(JsonObject task) {
    var timeline = task.getJsonArray("timeline");
    return timeline.getJsonObject(timeline.size() - 1).getString("detail").startsWith(WAITS);
  }
}
