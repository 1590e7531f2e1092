package io.llmdevops.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final Duration LONG = Duration.ofMillis(101);
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void takesLessAtATimeWhereThatTakesLong() {
    var batch = Batch.FIRST;
    assertThat(batch.next(LONG).size()).isEqualTo(50);
    for (var i = 0; i < 20; i++) {
      batch = batch.next(LONG);
    }
    assertThat(batch.size()).isEqualTo(1);
  }

  @Test
  void takesMoreAgainWhereItDoesNot() {
    assertThat(new Batch(20).next(SHORT).size()).isEqualTo(40);
    assertThat(Batch.FIRST.next(SHORT)).isEqualTo(Batch.FIRST);
  }
}
