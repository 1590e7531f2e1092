package io.llmdevops.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Shows what the database's clock showed when somebody last looked, and the time since then by this
 * machine's monotonic clock: all nodes agree, whatever their own clocks say. Stages look every
 * second.
 */
final class DatabaseClock extends Clock {

  private record Sight(long millis, long nanos) {}

  private final LongSupplier nanoTime;
  private final ZoneId zone;
  private final DatabaseClock original;
  private volatile Sight last;

  /**
   * @param nanoTime {@link System#nanoTime} or a test's
   * @param millis what the database's clock shows now, since 1970
   */
  DatabaseClock(LongSupplier nanoTime, long millis) {
    this.nanoTime = nanoTime;
    this.zone = ZoneOffset.UTC;
    this.original = this;
    follow(millis);
  }

  private DatabaseClock(DatabaseClock original, ZoneId zone) {
    this.nanoTime = original.nanoTime;
    this.zone = zone;
    this.original = original;
  }

  /** The database's clock shows this right now. */
  void follow(long millis) {
    last = new Sight(millis, nanoTime.getAsLong());
  }

  @Override
  public Instant instant() {
    var sight = original.last;
    return Instant.ofEpochMilli(sight.millis()).plusNanos(nanoTime.getAsLong() - sight.nanos());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new DatabaseClock(original, other);
  }
}
