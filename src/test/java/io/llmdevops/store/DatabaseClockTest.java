package io.llmdevops.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").toEpochMilli();

  /** Where the monotonic clock is about to wrap. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);

  private final DatabaseClock clock = new DatabaseClock(nanos::get, NOON);

  @Test
  void goesOnByItselfAlsoWhereTheMonotonicClockWraps() {
    nanos.addAndGet(90_000_000_000L);

    assertThat(clock.instant()).isEqualTo("2026-01-02T12:01:30Z");
  }

  @Test
  void followsTheDatabaseForwardAndBack() {
    nanos.addAndGet(90_000_000_000L);

    clock.follow(NOON - 1);
    assertThat(clock.instant()).isEqualTo("2026-01-02T11:59:59.999Z");

    clock.follow(NOON + 3_600_000);
    assertThat(clock.millis()).isEqualTo(NOON + 3_600_000);
  }

  @Test
  void showsTheSameTimeInEveryZone() {
    var elsewhere = clock.withZone(ZoneId.of("Asia/Kolkata"));

    clock.follow(NOON + 1);

    assertThat(elsewhere.instant()).isEqualTo(clock.instant());
    assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
  }
}
