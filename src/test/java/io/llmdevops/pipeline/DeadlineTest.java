package io.llmdevops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final SettableClock clock = new SettableClock();
  private final Deadline deadline = new Deadline(clock, Tasks.accepted());

  @Test
  void leavesTenMinutesFiveOfThemForWriting() {
    clock.advance(Duration.ofMinutes(1));
    assertThat(deadline.left()).isEqualTo(Duration.ofMinutes(9));
    assertThat(deadline.leftForWriting()).isEqualTo(Duration.ofMinutes(4));
    assertThat(deadline.leftForGoingLive()).isEqualTo(Duration.ofSeconds(510));
    assertThat(deadline.age()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void neverLeavesLessThanNothing() {
    clock.advance(Duration.ofHours(2));
    assertThat(deadline.left()).isZero();
    assertThat(deadline.leftForWriting()).isZero();
    assertThat(deadline.leftForGoingLive()).isZero();
  }
}
