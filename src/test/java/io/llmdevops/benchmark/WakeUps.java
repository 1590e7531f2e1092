package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * From the row of a task, stored by one node, to its claim by another, which looks for work unasked
 * once a minute: only the bus can have told it. By the database's clock; the time begins within the
 * transaction that stores, and ends within the one that claims.
 */
final class WakeUps implements Section {

  private static final int WARM_UP = 100;
  private static final int TASKS = 300;
  private static final int TICK_SECONDS = 60;
  private static final int LEASE_SECONDS = 3_000;
  private static final double AIM_MILLIS = 20;

  /** The claim has set the end of its lease, which nobody moves before a third of it is over. */
  private static final String CLAIMED =
      "select due_at - created_at from task where nonce = ? and fence > 0";

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    try (var model = new StandInModel(place.vertx(), question -> "x", 1, 20_000, 0);
        var cluster = new OnPostgres(place)) {
      var pace =
          new JsonObject().put("tick_ms", TICK_SECONDS * 1_000).put("lease_seconds", LEASE_SECONDS);
      var taking = cluster.start(pace.copy().put("roles", "intake"));
      cluster.start(
          pace.copy()
              .put("roles", "llm,check,notification")
              .put("llm_concurrency", 1_000)
              .put("llm_base_url", model.url()));
      var requests = new Requests("http://127.0.0.1:1/nobody", 200);
      var latencies = new Latencies();
      try (var client = new Client(place.vertx(), taking.port(), 1);
          var connection = cluster.connect();
          var claimed = connection.prepareStatement(CLAIMED)) {
        for (var task = 0; task < WARM_UP + TASKS; task++) {
          var made = requests.next();
          Workplace.await(client.onLoop(() -> client.post(made.body())));
          var millis = awaitClaim(place, claimed, made.nonce()) - LEASE_SECONDS * 1_000L;
          if (task >= WARM_UP) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
          }
        }
      }
      return List.of(
          new Figure(
              "from a task stored to its claim by another node",
              latencies.toString(),
              "p50 20 ms",
              latencies.millis(0.5) <= AIM_MILLIS,
              List.of("tick " + TICK_SECONDS + " s, one task at a time")));
    }
  }

  private static long awaitClaim(Workplace place, PreparedStatement claimed, String nonce)
      throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2L * TICK_SECONDS);
    for (var found = read(claimed, nonce); ; found = read(claimed, nonce)) {
      if (found.isPresent()) {
        return found.getAsLong();
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException("nobody has claimed " + nonce);
      }
      place.vertx().timer(2).await();
    }
  }

  private static OptionalLong read(PreparedStatement claimed, String nonce) throws SQLException {
    claimed.setString(1, nonce);
    try (var rows = claimed.executeQuery()) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }
}
