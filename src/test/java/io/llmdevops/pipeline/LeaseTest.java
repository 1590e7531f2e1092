package io.llmdevops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final Duration LENGTH = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Lease lease = new Lease(now::get, LENGTH, now.get());

  @Test
  void isHeldUntilItsLengthIsOverEvenWhereTheClockWraps() {
    now.addAndGet(LENGTH.toNanos() - 1);
    assertThat(lease.isHeld()).isTrue();
    now.addAndGet(1);
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void isCountedFromWhenTheRenewalWasAskedFor() {
    var askedAt = now.addAndGet(LENGTH.toNanos() / 2);
    now.addAndGet(LENGTH.toNanos() / 4);
    lease.renewed(askedAt);
    now.addAndGet(LENGTH.toNanos() * 3 / 4 - 1);
    assertThat(lease.isHeld()).isTrue();
    now.addAndGet(1);
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void isGoneOnceEnded() {
    lease.end();
    assertThat(lease.isHeld()).isFalse();
  }
}
