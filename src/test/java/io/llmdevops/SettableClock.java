package io.llmdevops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** A clock that stands still until it is moved. */
public final class SettableClock extends Clock {

  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private volatile Instant now = START;

  private volatile Consumer<Instant> follower = moved -> {};

  public void advance(Duration by) {
    now = now.plus(by);
    follower.accept(now);
  }

  /** Whoever has to be moved with it is, from now on. */
  public void follow(Consumer<Instant> with) {
    follower = with;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
