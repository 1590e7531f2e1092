package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStateTest {

  @Test
  void theFlowIsLegalAndItsShortCutsAreNot() {
    assertThat(TaskState.ACCEPTED.mayBecome(TaskState.GENERATED)).isTrue();
    assertThat(TaskState.GENERATED.mayBecome(TaskState.CHECKED)).isTrue();
    assertThat(TaskState.GENERATED.mayBecome(TaskState.REJECTED)).isTrue();
    assertThat(TaskState.REJECTED.mayBecome(TaskState.GENERATED)).isTrue();
    assertThat(TaskState.CHECKED.mayBecome(TaskState.PUBLISHED)).isTrue();
    assertThat(TaskState.PUBLISHED.mayBecome(TaskState.LIVE)).isTrue();
    assertThat(TaskState.PUBLISHED.mayBecome(TaskState.REJECTED)).isTrue();
    assertThat(TaskState.LIVE.mayBecome(TaskState.NOTIFIED)).isTrue();

    assertThat(TaskState.ACCEPTED.mayBecome(TaskState.PUBLISHED)).isFalse();
    assertThat(TaskState.GENERATED.mayBecome(TaskState.PUBLISHED)).isFalse();
    assertThat(TaskState.NOTIFIED.mayBecome(TaskState.FAILED)).isFalse();
    assertThat(TaskState.FAILED.mayBecome()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNotEndedMayFail(TaskState state) {
    assertThat(state.mayBecome(TaskState.FAILED)).isEqualTo(!state.isFinal());
  }

  @ParameterizedTest
  @EnumSource
  void readsItsOwnSpelling(TaskState state) {
    assertThat(TaskState.fromWire(state.wire())).contains(state);
  }

  @Test
  void refusesOtherSpellings() {
    assertThat(Set.of("", "ACCEPTED", "done"))
        .allSatisfy(text -> assertThat(TaskState.fromWire(text)).isEmpty());
  }
}
