package io.llmdevops.check.browser.chromium;

import io.llmdevops.config.BrowserConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The browsers that may be there at once, and the thread that watches over them. Thread-safe. */
final class Slots {

  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  private static final int TICK_MS = 100;
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final BrowserConfig config;
  private final Workshop workshop;
  private final Set<Slot> all = ConcurrentHashMap.newKeySet();

  /** The one that was used last comes first, so that those not needed are left alone. */
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

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

  private Slot take() {
    open();
    var last = idle.pollFirst();
    if (last != null) {
      return last.slot();
    }
    var slot = new Slot(config, workshop);
    all.add(slot);
    return slot;
  }

  private synchronized void give(Slot slot) {
    if (closed) {
      slot.end();
    } else {
      idle.addFirst(new Idle(slot, System.nanoTime()));
    }
  }

  private synchronized void open() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
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
      endIdle();
    } catch (RuntimeException unexpected) {
      log.warn("watching over browsers", unexpected);
    }
  }

  private void endIdle() {
    var oldest = idle.peekLast();
    if (oldest != null
        && System.nanoTime() - oldest.since() > IDLE.toNanos()
        && idle.removeLastOccurrence(oldest)) {
      all.remove(oldest.slot());
      oldest.slot().end();
    }
  }

  /** Ends all of them, also those at work, and waits until they are gone. */
  void close() throws IOException {
    List<Slot> slots;
    synchronized (this) {
      closed = true;
      slots = new ArrayList<>(all);
    }
    slots.parallelStream().forEach(Slot::kill);
    if (watchdog != null) {
      watchdog.shutdownNow();
    }
    workshop.clear();
  }
}
