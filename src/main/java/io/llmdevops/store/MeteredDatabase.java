package io.llmdevops.store;

import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.llmdevops.task.StoreUnavailableException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Measures how long whoever asks has to wait, and how often for nothing. */
final class MeteredDatabase implements Database {

  private final Database database;
  private final Timer writes;
  private final Timer reads;
  private final Counter unavailable;

  MeteredDatabase(Vertx vertx, Database database) {
    this.database = database;
    var meters = Meters.of(vertx);
    var timers =
        meters.timers(
            "engine.store.transaction",
            "Transactions of the store, from asking to the answer",
            Scale.TRANSACTION);
    this.writes = timers.withTags("kind", "write");
    this.reads = timers.withTags("kind", "read");
    this.unavailable =
        meters.counter(
            "engine.store.unavailable", "Transactions that failed since the store was not there");
  }

  @Override
  public <T> Future<T> write(Session.Work<T> work) {
    return measured(writes, System.nanoTime(), database.write(work));
  }

  @Override
  public <T> Future<T> read(Session.Work<T> work) {
    return measured(reads, System.nanoTime(), database.read(work));
  }

  private <T> Future<T> measured(Timer timer, long askedAt, Future<T> answer) {
    return answer.onComplete(
        done -> {
          timer.record(System.nanoTime() - askedAt, TimeUnit.NANOSECONDS);
          if (done.failed() && done.cause() instanceof StoreUnavailableException) {
            unavailable.increment();
          }
        });
  }

  @Override
  public Future<Boolean> giveBackRoom() {
    return measured(writes, System.nanoTime(), database.giveBackRoom());
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
