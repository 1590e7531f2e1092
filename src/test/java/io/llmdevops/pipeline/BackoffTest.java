package io.llmdevops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1));

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "9, 256", "10, 300", "1000000, 300"})
  void doublesUpToTheMostWithinTenPercent(int attempt, long seconds) {
    for (var i = 0; i < 100; i++) {
      assertThat(backoff.after(attempt).toMillis()).isBetween(seconds * 900, seconds * 1_100);
    }
  }

  @Test
  void differsFromTimeToTime() {
    assertThat(backoff.after(5)).isNotEqualTo(backoff.after(5));
  }
}
