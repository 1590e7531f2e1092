package io.llmdevops.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  /** Just between the ends of the jitter. */
  private static final RandomGenerator MIDDLE = always(0.5);

  @Test
  void doublesUpToFiveMinutes() {
    var schedule = new RetrySchedule(MIDDLE);

    assertThat(
            IntStream.rangeClosed(1, 12)
                .mapToLong(attempt -> wait(schedule, attempt).toSeconds())
                .toArray())
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300);
    assertThat(wait(schedule, 100_000)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void jittersByTenPercentAtMost() {
    assertThat(wait(new RetrySchedule(always(0)), 4)).isEqualTo(Duration.ofMillis(7_200));
    assertThat(wait(new RetrySchedule(always(Math.nextDown(1.0))), 4))
        .isEqualTo(Duration.ofMillis(8_800));
    var random = new RetrySchedule(new Random(1));
    assertThat(IntStream.range(0, 1_000).mapToObj(i -> wait(random, 4)))
        .allMatch(wait -> wait.toMillis() >= 7_200 && wait.toMillis() <= 8_800);
  }

  @Test
  void isNeverMoreThanFiveMinutesApartUnasked() {
    assertThat(wait(new RetrySchedule(always(Math.nextDown(1.0))), 50))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(wait(new RetrySchedule(always(0)), 50)).isEqualTo(Duration.ofSeconds(270));
  }

  @Test
  void waitsAsLongAsTheReceiverAsksFor() {
    var schedule = new RetrySchedule(MIDDLE);

    assertThat(schedule.next(1, Duration.ZERO, Duration.ofHours(1))).contains(Duration.ofHours(1));
    assertThat(schedule.next(5, Duration.ZERO, Duration.ofSeconds(3)))
        .contains(Duration.ofSeconds(16));
  }

  @Test
  void putsTheLastTryAtTheEnd() {
    var schedule = new RetrySchedule(MIDDLE);
    var almost = Duration.ofHours(24).minusSeconds(10);

    assertThat(schedule.next(20, almost, Duration.ZERO)).contains(Duration.ofSeconds(10));
    assertThat(schedule.next(1, almost, Duration.ofDays(365))).contains(Duration.ofSeconds(10));
    assertThat(schedule.next(1, almost, Duration.ZERO)).contains(Duration.ofSeconds(1));
  }

  @Test
  void endsAfterADay() {
    var schedule = new RetrySchedule(MIDDLE);

    assertThat(schedule.next(300, Duration.ofHours(24), Duration.ZERO)).isEmpty();
    assertThat(schedule.next(1, Duration.ofDays(3), Duration.ofSeconds(1))).isEmpty();
  }

  private static Duration wait(RetrySchedule schedule, int attempt) {
    return schedule.next(attempt, Duration.ZERO, Duration.ZERO).orElseThrow();
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("only doubles are drawn");
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
