package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory of an engine whose tasks all wait on a slow model at once, in a heap of 256 MB. */
final class WaitingTasks implements Section {

  private static final int TASKS = 1_000;
  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 4_096;
  private static final int MODEL_SECONDS = 25;
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
  private static final Pattern PEAK_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var folder = place.folder();
    var collections = folder.resolve("gc.log");
    var settings =
        new JsonObject()
            .put("llm_concurrency", TASKS)
            .put("simulated_first_token_ms", TimeUnit.SECONDS.toMillis(MODEL_SECONDS));
    try (var engine =
            EngineProcess.start(
                place, folder, settings, "-Xmx256m", "-Xlog:gc:file=" + collections);
        var evaluator = new Evaluator(place.vertx());
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var startedAt = System.nanoTime();
      var made = Stream.generate(requests::next).limit(TASKS).toList();
      var ids = new ConcurrentLinkedQueue<String>();
      client
          .all(
              () ->
                  made.stream()
                      .map(
                          each ->
                              client
                                  .post(each.body())
                                  .onSuccess(answer -> ids.add(answer.getString("id")))))
          .await();
      var waiting = underWay(client, ids);
      collect(engine);
      var whileWaiting = lastAfter(collections);
      client
          .all(() -> made.stream().map(each -> evaluator.arrivalOf(each.nonce())))
          .await(5, TimeUnit.MINUTES);
      var seconds = (System.nanoTime() - startedAt) / 1e9;
      var measured =
          String.format(
              Locale.ROOT,
              "%d under way at once; heap: peak %d MB, live %d MB while all wait; process: peak %s;"
                  + " all notified %.0f s after the first POST (the model alone takes %d s)",
              waiting,
              peak(collections),
              whileWaiting,
              resident(engine),
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
  private static long underWay(Client client, Iterable<String> ids) {
    var states = new ConcurrentLinkedQueue<JsonObject>();
    client
        .all(
            () ->
                Stream.of(ids)
                    .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
                    .<Future<JsonObject>>map(id -> client.status(id).onSuccess(states::add)))
        .await();
    return states.stream()
        .filter(task -> task.getString("state").equals("accepted"))
        .filter(task -> task.getInteger("attempts") == 1)
        .count();
  }

  /** A full collection, so that what is left is really needed. */
  private static void collect(EngineProcess engine) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(engine.handle().pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static long peak(Path collections) throws IOException {
    return sizes(collections).stream()
        .mapToLong(one -> Long.parseLong(one.group(1)))
        .max()
        .orElse(0);
  }

  private static long lastAfter(Path collections) throws IOException {
    var all = sizes(collections);
    return all.isEmpty() ? 0 : Long.parseLong(all.get(all.size() - 1).group(2));
  }

  private static List<MatchResult> sizes(Path collections) throws IOException {
    return COLLECTION.matcher(Files.readString(collections)).results().toList();
  }

  private static String resident(EngineProcess engine) throws IOException {
    var status = Path.of("/proc/" + engine.handle().pid() + "/status");
    if (!Files.exists(status)) {
      return "not known here";
    }
    return PEAK_RESIDENT
        .matcher(Files.readString(status))
        .results()
        .findFirst()
        .map(match -> Long.parseLong(match.group(1)) / 1_024 + " MB")
        .orElse("not known here");
  }
}
