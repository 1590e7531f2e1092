package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The Chromium that is installed on this machine, driven by Playwright. Started when it is first
 * needed, kept for the next visit, and ended after some minutes without one.
 */
public final class Chromium implements Browser {

  /** Beyond any visit: the executor's own complaint about threads that are held up. */
  private static final long LONGEST_HOURS = 1;

  private static final int PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final Guard.Rules rules;
  private final Optional<String> missing;
  private final WorkerExecutor executor;
  private final Slots slots;
  private final MeterProvider<Timer> visits;

  public Chromium(Vertx vertx, BrowserConfig config, Guard.Rules rules) {
    this.vertx = vertx;
    this.rules = rules;
    this.missing = new BrowserFinder(config).missing();
    this.slots = new Slots(config);
    this.executor =
        vertx.createSharedWorkerExecutor(
            "browser-" + System.identityHashCode(this),
            config.concurrency(),
            LONGEST_HOURS,
            TimeUnit.HOURS);
    this.visits =
        Meters.of(vertx)
            .timers("engine.browser.visit", "Visits to pages, the wait included", Scale.CALL);
  }

  @Override
  public Optional<String> missing() {
    return missing;
  }

  /** The executor has a thread for each slot and takes visits in the order in which they came. */
  @Override
  public Future<Sighting> look(Visit visit) {
    return missing
        .map(why -> Future.<Sighting>failedFuture(new NoBrowserException(why)))
        .orElseGet(
            () ->
                measured(
                    executor.executeBlocking(() -> slots.use(slot -> look(slot, visit)), false)));
  }

  private Future<Sighting> measured(Future<Sighting> visit) {
    var begunAt = System.nanoTime();
    return visit.onComplete(
        done ->
            visits
                .withTags("result", done.succeeded() ? "seen" : "failed")
                .record(System.nanoTime() - begunAt, TimeUnit.NANOSECONDS));
  }

  private Sighting look(Slot slot, Visit visit) {
    var guard = await(Guard.open(vertx, rules, visit.folder(), visit.tree()));
    try {
      return slot.look(visit, guard);
    } finally {
      await(guard.close());
    }
  }

  /** On a thread that is there for waiting. */
  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public Future<Void> close() {
    return vertx
        .executeBlocking(
            () -> {
              slots.close();
              return null;
            },
            false)
        .eventually(executor::close)
        .mapEmpty();
  }
}
