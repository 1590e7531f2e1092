package io.llmdevops.benchmark;

import io.llmdevops.bus.Addresses;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Stage;
import io.llmdevops.pipeline.StageSettings;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Claims a second on PostgreSQL, each worker with a store and connections of its own. Alone: it
 * claims as many rows at a time as a stage has hands, again and again. With all that a stage does:
 * its step takes no time, and ends each claim by a transaction of its own that moves the task on
 * and notes that down.
 */
final class ClaimsOnPostgres implements Section {

  private static final int TASKS = 20_000;
  private static final int HANDS = 32;
  private static final List<Integer> WORKERS = List.of(1, 2, 4);
  private static final Set<TaskState> STATES = Set.of(TaskState.GENERATED);
  private static final double AIM = 2_000;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String FILL =
      "insert into task (id, repository_key, email, task, round, nonce, fingerprint,"
          + " evaluation_url, state, due_at, created_at, deadline)"
          + " select gen_random_uuid()::text, 'key-' || n, 'benchmark@example.com', 'task-' || n, 1,"
          + " 'nonce-' || n, 'print', 'http://127.0.0.1:1/nobody', 'generated', engine_now(),"
          + " engine_now(), engine_now() + 600000 from generate_series(1, "
          + TASKS
          + ") n";

  @Override
  public List<Figure> measure(Workplace place) throws Exception {
    var figures = new ArrayList<Figure>();
    for (var workers : WORKERS) {
      figures.add(claims(workers, measure(place, workers, ClaimsOnPostgres::claimingAlone)));
    }
    for (var workers : WORKERS) {
      figures.add(movedOn(workers, measure(place, workers, ClaimsOnPostgres::movingOn)));
    }
    return figures;
  }

  /** Works on all tasks with these stores. */
  @FunctionalInterface
  private interface Work {
    void run(Vertx vertx, List<SqlTaskStore> stores) throws Exception;
  }

  /** Gives how many tasks a second. */
  private static double measure(Workplace place, int workers, Work work) throws Exception {
    var vertx = Vertx.vertx();
    Addresses.register(vertx);
    var stores = new ArrayList<SqlTaskStore>();
    try (var cluster = new OnPostgres(place)) {
      for (var worker = 0; worker < workers; worker++) {
        var config = new StoreConfig(place.folder(), Optional.of(cluster.config()));
        stores.add(SqlTaskStore.open(vertx, config, LEASE, "worker-" + worker, Clock.systemUTC()));
      }
      fill(cluster);
      var startedAt = System.nanoTime();
      work.run(vertx, stores);
      return TASKS * 1e9 / (System.nanoTime() - startedAt);
    } finally {
      for (var store : stores) {
        store.close();
      }
      vertx.close().await();
    }
  }

  private static void fill(OnPostgres cluster) throws SQLException {
    try (var connection = cluster.connect();
        var statement = connection.createStatement()) {
      statement.execute(FILL);
      statement.execute("vacuum analyze task");
    }
  }

  private static void claimingAlone(Vertx vertx, List<SqlTaskStore> stores) throws Exception {
    var claimed = Workplace.await(Future.all(stores.stream().map(ClaimsOnPostgres::all).toList()));
    var sum = claimed.<Integer>list().stream().mapToInt(Integer::intValue).sum();
    if (sum != TASKS) {
      throw new IllegalStateException(sum + " claims of " + TASKS + " tasks");
    }
  }

  private static Future<Integer> all(SqlTaskStore store) {
    return store
        .claim(STATES, HANDS)
        .compose(
            claims ->
                claims.isEmpty()
                    ? Future.succeededFuture(0)
                    : all(store).map(later -> later + claims.size()));
  }

  private static void movingOn(Vertx vertx, List<SqlTaskStore> stores) throws Exception {
    var left = new AtomicInteger(TASKS);
    var last = Promise.<Void>promise();
    var deployed = new ArrayList<String>();
    for (var store : stores) {
      var worker = new Worker(store, left, last);
      deployed.add(Workplace.await(vertx.deployVerticle(worker)));
    }
    Workplace.await(last.future());
    Workplace.await(Future.all(deployed.stream().map(vertx::undeploy).toList()));
  }

  private static Figure claims(int workers, double rate) {
    return new Figure(
        "claims on PostgreSQL; workers: " + workers,
        String.format(Locale.ROOT, "%.0f/s", rate),
        "2,000/s",
        rate >= AIM,
        List.of(conditions()));
  }

  private static Figure movedOn(int workers, double rate) {
    return Figure.context(
        "the same, each moved on by a transaction of its own; workers: " + workers,
        String.format(Locale.ROOT, "%.0f/s; %s", rate, conditions()));
  }

  private static String conditions() {
    return TASKS
        + " tasks, "
        + HANDS
        + " hands and 8 connections a worker; workers and server share "
        + Runtime.getRuntime().availableProcessors()
        + " processors";
  }

  private static final class Worker extends VerticleBase {

    private final SqlTaskStore store;
    private final AtomicInteger left;
    private final Promise<Void> last;
    private Stage stage;

    private Worker(SqlTaskStore store, AtomicInteger left, Promise<Void> last) {
      this.store = store;
      this.left = left;
      this.last = last;
    }

    @Override
    public Future<?> start() {
      var settings =
          new StageSettings(
              "worker", STATES, HANDS, LEASE, Duration.ofMillis(100), LEASE, Duration.ofHours(1));
      stage = new Stage(vertx, store, Clock.systemUTC(), settings, work -> step());
      stage.start();
      return Future.succeededFuture();
    }

    private Future<Outcome> step() {
      if (left.decrementAndGet() == 0) {
        last.complete();
      }
      return Future.succeededFuture(Outcome.advance(TaskState.CHECKED, "checked"));
    }

    /** Waits for what is still to be written. */
    @Override
    public Future<?> stop() {
      return stage.stop();
    }
  }
}
