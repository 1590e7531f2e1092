package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tasks a second with one and with two nodes, when a call of the model takes two seconds and each
 * node may have fifty under way: from the first request until all have their version. What comes
 * after that is the same pace of GitHub for any number of nodes.
 */
final class TwoNodes implements Section {

  private static final int AT_ONCE = 50;
  private static final int WARM_UP_TURNS = 2;
  private static final int TURNS = 10;
  private static final int MODEL_SECONDS = 2;
  private static final int CONNECTIONS = 32;
  private static final int ATTACHMENT_BYTES = 200;
  private static final double AIM = 1.9;
  private static final long PATIENCE_SECONDS = 180;

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var rates = new ArrayList<Double>();
    var limits = new ArrayList<String>();
    for (var nodes = 1; nodes <= 2; nodes++) {
      rates.add(rate(place, nodes, limits));
    }
    var factor = rates.get(1) / rates.get(0);
    var measured =
        String.format(
            Locale.ROOT,
            "%.2f times (one node %.1f/s, two nodes %.1f/s; a node can do %d/s at most)",
            factor,
            rates.get(0),
            rates.get(1),
            AT_ONCE / MODEL_SECONDS);
    return List.of(
        new Figure(
            "tasks/s of two nodes, a call takes 2 s",
            measured,
            "1.9 times",
            factor >= AIM,
            limits));
  }

  private static double rate(Workplace place, int nodes, List<String> limits) throws Exception {
    var page = WrittenApp.ofOnePage(1_000);
    try (var model =
            new StandInModel(
                place.vertx(), question -> page, page.length() / 2, MODEL_SECONDS * 500L, 0);
        var cluster = new OnPostgres(place)) {
      var engines = new ArrayList<EngineProcess>();
      var requests = new Requests("http://127.0.0.1:1/nobody", ATTACHMENT_BYTES);
      for (var node = 0; node < nodes; node++) {
        engines.add(cluster.start(settings(model)));
      }
      var warmUp = nodes * AT_ONCE * WARM_UP_TURNS;
      run(place, cluster, engines, requests, warmUp, warmUp);
      var watch = Watch.start(engines.get(0));
      var tasks = nodes * AT_ONCE * TURNS;
      var seconds = run(place, cluster, engines, requests, tasks, warmUp + tasks);
      watch
          .end(tasks, "a task")
          .forEach(line -> limits.add(nodes + " node(s), the first: " + line));
      return tasks / seconds;
    }
  }

  private static JsonObject settings(StandInModel model) {
    return new JsonObject()
        .put("roles", "intake,llm")
        .put("llm_concurrency", AT_ONCE)
        .put("llm_base_url", model.url());
  }

  private static double run(
      Workplace place,
      OnPostgres cluster,
      List<EngineProcess> engines,
      Requests requests,
      int tasks,
      int inAll)
      throws Exception {
    var startedAt = System.nanoTime();
    try (var client = new Client(place.vertx(), engines.get(0).port(), CONNECTIONS)) {
      Workplace.await(
          client.all(
              () ->
                  Stream.generate(requests::next)
                      .limit(tasks)
                      .map(made -> client.post(made.body()))));
      awaitGenerated(place, cluster, inAll);
    }
    return (System.nanoTime() - startedAt) / 1e9;
  }

  private static void awaitGenerated(Workplace place, OnPostgres cluster, int tasks)
      throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (var connection = cluster.connect();
        var statement =
            connection.prepareStatement("select count(*) from task where state = 'generated'")) {
      while (count(statement) < tasks) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException("only " + count(statement) + " have a version");
        }
        place.vertx().timer(20).await();
      }
    }
  }

  private static long count(java.sql.PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
