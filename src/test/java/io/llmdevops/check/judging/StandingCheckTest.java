package io.llmdevops.check.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.CheckResult.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingCheckTest {

  @Test
  void leavesEvidenceMoreRoomThanReasons() {
    var result = StandingCheck.ERRORS.result(Verdict.FAIL, "r".repeat(9_000), "e".repeat(9_000));

    assertThat(result.reason()).hasSize(500);
    assertThat(result.evidence()).hasSize(1_500);
  }

  @Test
  void keepsAllOfAResultOnOneLine() {
    var result = StandingCheck.ERRORS.result(Verdict.WARN, "a\nb", "c\r\n  at d\u202e");

    assertThat(result.reason()).isEqualTo("a b");
    assertThat(result.evidence()).isEqualTo("c at d");
  }

  @Test
  void isFoundAgainByItsResult() {
    assertThat(StandingCheck.values())
        .allSatisfy(
            check ->
                assertThat(StandingCheck.of(check.result(Verdict.PASS, "", "")))
                    .isEqualTo(Optional.of(check)));
  }

  @Test
  void weighsWhatMustNotBePublishedMost() {
    assertThat(StandingCheck.values())
        .filteredOn(check -> check.weight() >= StandingCheck.FORBIDDEN.weight())
        .containsExactly(StandingCheck.SECRETS, StandingCheck.FORBIDDEN);
  }
}
