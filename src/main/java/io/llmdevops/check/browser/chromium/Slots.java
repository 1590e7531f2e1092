package io.llmdevops.check.browser.chromium;

import io.llmdevops.config.BrowserConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The browsers that may be there at once, and the thread that watches over them. Thread-safe. */
final class Slots {

  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  private static final int TICK_MS = 100;
  private static final int FAREWELL_SECONDS = 4;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final BrowserConfig config;
  private final Workshop workshop;
  private final Set<Slot> all = ConcurrentHashMap.newKeySet();

  /** The one that was used last comes first, so that those not needed are left alone. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  /** Of the slots at work, and one more for {@link #close}. */
  private final Phaser atWork = new Phaser(1);

  private ScheduledExecutorService watchdog;
  private boolean closed;

  private record Idle(Slot slot, long since) {}

  Slots(BrowserConfig config) {
    this.config = config;
    this.workshop = new Workshop(config.folder());
  }

  /** Runs work with a slot. No more threads may ask at once than there may be slots. */
  <T> T use(Function<Slot, T> work) {
    var slot = take();
    try {
      return work.apply(slot);
    } finally {
      give(slot);
    }
  }

  private synchronized Slot take() {
    watch();
    atWork.register();
    var last = idle.pollFirst();
    var slot = last == null ? new Slot(config, workshop) : last.slot();
    all.add(slot);
    if (closed) {
      slot.stop();
    }
    return slot;
  }

  private void give(Slot slot) {
    if (!rests(slot)) {
      slot.end();
    }
    atWork.arriveAndDeregister();
  }

  private synchronized boolean rests(Slot slot) {
    if (!closed) {
      idle.addFirst(new Idle(slot, System.nanoTime()));
    }
    return !closed;
  }

  private void watch() {
    if (watchdog == null) {
      watchdog = Executors.newSingleThreadScheduledExecutor(Slots::thread);
      watchdog.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "browser-watch");
    thread.setDaemon(true);
    return thread;
  }

  private void tick() {
    try {
      all.forEach(Slot::tick);
      for (var slot = idleForLong(); slot != null; slot = idleForLong()) {
        all.remove(slot);
        slot.end();
      }
    } catch (RuntimeException unexpected) {
      log.warn("watching over browsers", unexpected);
    }
  }

  private synchronized Slot idleForLong() {
    var oldest = idle.peekLast();
    return oldest != null && System.nanoTime() - oldest.since() > IDLE.toNanos()
        ? idle.pollLast().slot()
        : null;
  }

  /** Ends all of them, also those at work, and waits until they are gone. */
  void close() throws IOException, InterruptedException {
    var resting = stop();
    resting.forEach(each -> each.slot().end());
    try {
      atWork.awaitAdvanceInterruptibly(atWork.arrive(), FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      log.warn("a browser's work did not end in time");
    }
    if (watchdog != null) {
      watchdog.shutdownNow();
    }
    workshop.clear();
  }

  private synchronized Deque<Idle> stop() {
    closed = true;
    all.forEach(Slot::stop);
    var resting = new ArrayDeque<>(idle);
    idle.clear();
    return resting;
  }
}
