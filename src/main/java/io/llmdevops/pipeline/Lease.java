package io.llmdevops.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a claim may still be acted upon, by this machine's monotonic clock. It is counted from
 * before the store was asked, so it never outlives the lease in the store.
 */
public final class Lease {

  private final LongSupplier nanoTime;
  private final Duration length;
  private volatile long heldUntil;
  private volatile boolean over;

  /**
   * @param nanoTime {@link System#nanoTime} or a test's
   * @param askedAt what {@code nanoTime} said right before the claim was asked for
   */
  public Lease(LongSupplier nanoTime, Duration length, long askedAt) {
    this.nanoTime = nanoTime;
    this.length = length;
    this.heldUntil = askedAt + length.toNanos();
  }

  public boolean isHeld() {
    return !over && nanoTime.getAsLong() - heldUntil < 0;
  }

  /** The store has renewed it; asked for at that time. */
  public void renewed(long askedAt) {
    heldUntil = askedAt + length.toNanos();
  }

  /** The step has ended, or the store has said that somebody else holds the task. */
  public void end() {
    over = true;
  }

  /** Whether it has been ended; one that has only run out may still be renewed. */
  public boolean isOver() {
    return over;
  }
}
