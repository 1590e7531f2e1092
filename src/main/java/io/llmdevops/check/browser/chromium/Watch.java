package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps the processes of one slot to their time and memory. The slot's thread says what time it
 * gives; since it then waits for an answer that may never come, another thread looks at the clock
 * ({@link #tick}) and kills them, upon which the wait ends.
 */
final class Watch {

  private static final long MIB = 1 << 20;
  private static final int TICKS_PER_SAMPLE = 2;

  /** For Node.js to say that the browser has gone, before it goes the same way. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ProcessTree tree;
  private final long memoryMb;
  private final LongSupplier nanos;
  private final AtomicReference<Ended> ended = new AtomicReference<>();
  private volatile Limit limit;
  private volatile long endedAt;
  private volatile long memory;
  private int ticks;

  private record Limit(long nanos, String why) {
    Limit orSooner(Limit other) {
      return other == null || nanos - other.nanos <= 0 ? this : other;
    }
  }

  /**
   * @param nanos a clock that only goes forward
   */
  Watch(ProcessTree tree, int memoryMb, LongSupplier nanos) {
    this.tree = tree;
    this.memoryMb = memoryMb;
    this.nanos = nanos;
  }

  /**
   * From now on all calls together have that long.
   *
   * @param why what the report then says
   */
  void begin(Duration time, String why) {
    limit = new Limit(nanos.getAsLong() + time.toNanos(), why);
  }

  /** There are no calls until the next {@link #begin}. */
  void rest() {
    limit = null;
  }

  /**
   * Makes a call that is ended from outside where it takes longer. Such calls may be nested; the
   * one that is over first counts.
   *
   * @param why what the report then says
   * @throws Ended where it was, or where the processes had come to their end before
   */
  <T> T within(Duration time, String why, Supplier<T> call) {
    var outer = limit;
    limit = new Limit(nanos.getAsLong() + time.toNanos(), why).orSooner(outer);
    try {
      ended().ifPresent(Watch::raise);
      return call.get();
    } catch (PlaywrightException broken) {
      throw ended().<RuntimeException>map(end -> end).orElse(broken);
    } finally {
      limit = outer;
    }
  }

  /** Looks at the clock and, now and then, at the memory; nothing where no call is under way. */
  void tick() {
    var now = limit;
    if (now == null) {
      return;
    }
    if (ended.get() != null) {
      killTheDeaf();
    } else if (nanos.getAsLong() - now.nanos > 0) {
      end(new Ended(Kind.OUT_OF_TIME, now.why));
    } else if (ticks++ % TICKS_PER_SAMPLE == 0) {
      lookAtProcesses();
    }
  }

  private void lookAtProcesses() {
    memory = tree.memory();
    if (memory > memoryMb * MIB) {
      end(outOfMemory());
    } else if (tree.hasLostBrowser()) {
      end(new Ended(Kind.CRASHED, "the browser ended by itself"));
    }
  }

  /** A last call to processes whose browser has been ended; what it answers is of no interest. */
  void farewell(Runnable call) {
    limit = new Limit(nanos.getAsLong() + LAST_WORDS.toNanos(), "it did not let itself be ended");
    try {
      call.run();
    } catch (PlaywrightException | Ended goneOrStillFlooding) {
      tree.kill();
    } finally {
      limit = null;
    }
  }

  private void killTheDeaf() {
    if (nanos.getAsLong() - endedAt > LAST_WORDS.toNanos()) {
      tree.kill();
    }
  }

  /** Kills the browser; the first reason counts. */
  void end(Ended reason) {
    if (ended.compareAndSet(null, reason)) {
      endedAt = nanos.getAsLong();
      tree.killBrowser();
    }
  }

  /** Why they were killed, if they were. */
  Optional<Ended> ended() {
    return Optional.ofNullable(ended.get());
  }

  /** What a crash is to be put down to: a heap that is full crashes before it can be killed. */
  Ended crash() {
    return memory > memoryMb * MIB / 2
        ? outOfMemory()
        : new Ended(Kind.CRASHED, "the process that shows the page crashed");
  }

  private Ended outOfMemory() {
    return new Ended(
        Kind.OUT_OF_MEMORY, "ended, since it took more than the " + memoryMb + " MiB it may have");
  }

  private static void raise(Ended end) {
    throw end;
  }
}
