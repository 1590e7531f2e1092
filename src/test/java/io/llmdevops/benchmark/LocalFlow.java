package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Ten thousand tasks through one node, from the request to the callback: what is left of them. */
final class LocalFlow implements Section {

  private static final List<Integer> LOOKS = List.of(1_000, 5_000, 10_000);
  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 200;
  private static final int AT_ONCE = 500;
  private static final double MORE = 1.25;

  /** What the engine takes after so many tasks: megabytes. */
  private record Look(int tasks, long heap, long resident, long database) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d: heap %d MB, process %d MB, database %d MB",
          tasks,
          heap,
          resident,
          database);
    }
  }

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var folder = place.folder();
    var collections = folder.resolve("gc.log");
    var looks = new ArrayList<Look>();
    var log = new ArrayList<String>();
    double seconds;
    try (var evaluator = new Evaluator(place.vertx());
        var engine =
            EngineProcess.start(
                place, folder, new JsonObject(), "-Xmx512m", Memory.logTo(collections));
        var client = new Client(place.vertx(), engine.port(), CONNECTIONS)) {
      var memory = new Memory(engine.handle(), collections);
      var requests = new Requests(evaluator.url(), ATTACHMENT_BYTES);
      var startedAt = System.nanoTime();
      var done = 0;
      for (var look : LOOKS) {
        for (; done < look; done += AT_ONCE) {
          run(client, evaluator, requests);
        }
        looks.add(look(done, memory, folder));
      }
      seconds = (System.nanoTime() - startedAt) / 1e9;
      log.addAll(engine.log());
    }
    var figure = figure(looks, seconds, faults(log), notified(folder));
    return List.of(figure, Removal.from(place, folder.resolve("data")));
  }

  private static void run(Client client, Evaluator evaluator, Requests requests) throws Exception {
    Workplace.await(
        client.all(
            () ->
                Stream.generate(requests::next)
                    .limit(AT_ONCE)
                    .map(
                        made ->
                            client
                                .post(made.body())
                                .compose(accepted -> evaluator.arrivalOf(made.nonce())))));
  }

  private static Look look(int tasks, Memory memory, Path folder) throws Exception {
    var live = memory.live();
    return new Look(tasks, live, memory.residentNow(), size(folder));
  }

  private static long size(Path folder) throws IOException {
    return Files.size(folder.resolve("data/engine.db")) >> 20;
  }

  /** That no browser looks at the pages here is as these figures want it. */
  private static long faults(List<String> log) {
    return log.stream()
        .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
        .filter(line -> !line.contains("switched off by BROWSER_PATH=none"))
        .count();
  }

  private static long notified(Path folder) throws SQLException {
    var url = "jdbc:sqlite:" + folder.resolve("data/engine.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from task where state = 'notified' and error is null")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Figure figure(List<Look> looks, double seconds, long faults, long notified) {
    var first = looks.get(0);
    var last = looks.get(looks.size() - 1);
    var measured =
        String.format(
            Locale.ROOT,
            "%d notified in %.0f s, %d warnings or errors in the log; after %s",
            notified,
            seconds,
            faults,
            String.join("; ", looks.stream().map(Look::toString).toList()));
    return new Figure(
        "10,000 tasks through the local flow, -Xmx512m",
        measured,
        "flat, no error",
        notified == last.tasks()
            && faults == 0
            && last.heap() <= first.heap() * MORE
            && last.resident() <= first.resident() * MORE,
        List.of(
            "flat: no more than a quarter more after the last task than after the first 1,000"));
  }
}
