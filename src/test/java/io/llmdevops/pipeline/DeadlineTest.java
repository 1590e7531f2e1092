package io.llmdevops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final SettableClock clock = new SettableClock();
  private final Deadline deadline = new Deadline(clock, accepted());

  private static Task accepted() {
    var none = Optional.<String>empty();
    return new Task(
        TaskId.random(),
        "a@b.c",
        "t",
        1,
        "n",
        "https://example.com",
        TaskState.ACCEPTED,
        1,
        SettableClock.START,
        SettableClock.START.plus(Deadline.PROMISE),
        OptionalInt.empty(),
        none,
        none,
        none,
        none,
        none,
        none);
  }

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
