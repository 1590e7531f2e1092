package io.llmdevops.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionTest {

  private static final CheckResult PASSED = of(StandingCheck.JSON, Verdict.PASS);
  private static final CheckResult NO_LINK = of(StandingCheck.REFERENCES, Verdict.FAIL);
  private static final CheckResult NO_SECTION = of(StandingCheck.README, Verdict.FAIL);
  private static final CheckResult NO_PAGE = of(StandingCheck.INDEX, Verdict.FAIL);
  private static final CheckResult CRASHED = of(StandingCheck.LOADS, Verdict.FAIL);
  private static final CheckResult A_SECRET = of(StandingCheck.SECRETS, Verdict.FAIL);
  private static final CheckResult A_WORKFLOW = of(StandingCheck.FORBIDDEN, Verdict.FAIL);
  private static final CheckResult ASKED_FOR =
      new CheckResult("README.md exists", Verdict.FAIL, "there is none", "");
  private static final CheckResult NOT_BUILT =
      new CheckResult(CheckResult.SITE_IS_BUILT, Verdict.FAIL, "the run failed", "");
  private static final CheckResult WARNED = of(StandingCheck.JSON, Verdict.WARN);
  private static final CheckResult OPEN =
      new CheckResult("js: true", Verdict.NOT_JUDGED, "needs a browser", "");

  private static final Fact FRESH = new Fact.VersionChecked(9, List.of());

  @Test
  void shipsAVersionThatNothingFailed() {
    var outcome = decide(true, List.of(PASSED, WARNED, OPEN));

    assertThat(outcome)
        .isEqualTo(
            Outcome.advance(
                TaskState.CHECKED,
                "version 1 passed: 1 passed, 1 warnings, 1 not judged",
                FRESH,
                new Fact.VersionChosen(1)));
  }

  @Test
  void sendsBackWhatFailedWhileItMay() {
    assertThat(decide(true, List.of(NO_LINK), List.of(NO_LINK, NO_SECTION)))
        .isEqualTo(
            Outcome.advance(
                TaskState.REJECTED,
                "version 2 failed 2 checks: REFERENCES is bad; README is bad",
                FRESH));
  }

  @Test
  void shipsTheBestOnceItMayNotSendBack() {
    assertThat(chosen(List.of(NO_LINK), List.of(NO_LINK, NO_LINK))).isEqualTo(1);
    assertThat(chosen(List.of(NO_LINK, NO_LINK), List.of(NO_LINK))).isEqualTo(2);
    assertThat(chosen(List.of(PASSED), List.of(NO_SECTION), List.of(NO_LINK))).isEqualTo(1);
  }

  @Test
  void prefersTheLaterOfTwoThatAreAsGood() {
    assertThat(chosen(List.of(NO_LINK), List.of(NO_LINK), List.of(NO_PAGE))).isEqualTo(2);
  }

  @Test
  void weighsAMissingPageMoreThanAFewBrokenLinks() {
    assertThat(chosen(List.of(NO_LINK, NO_LINK, NO_LINK), List.of(NO_PAGE))).isEqualTo(1);
    assertThat(chosen(List.of(ASKED_FOR), List.of(NO_SECTION, NO_SECTION))).isEqualTo(2);
    assertThat(chosen(List.of(ASKED_FOR, ASKED_FOR, ASKED_FOR), List.of(CRASHED))).isEqualTo(1);
  }

  @Test
  void neverShipsASecret() {
    var best = chosen(List.of(NO_PAGE, NO_PAGE, NO_PAGE), List.of(A_SECRET));

    assertThat(best).isEqualTo(1);
    assertThat(decide(false, List.of(A_SECRET), List.of(A_SECRET)))
        .isEqualTo(
            Outcome.fail(
                "every version holds a secret, or what looks like one, so none is published (why"
                    + " not); "
                    + "version 2 failed 1 check: SECRETS is bad",
                FRESH));
  }

  @Test
  void neverShipsWhatIsForbidden() {
    assertThat(chosen(List.of(NO_PAGE, NO_PAGE), List.of(A_WORKFLOW))).isEqualTo(1);
    assertThat(decide(false, List.of(A_WORKFLOW)))
        .isInstanceOfSatisfying(
            Outcome.Fail.class,
            failed ->
                assertThat(failed.error())
                    .startsWith("every version holds what must not be published, so none is"));
  }

  @Test
  void neverShipsASiteThatCouldNotBeBuiltWhereThereIsAnyOther() {
    assertThat(chosen(List.of(NOT_BUILT), List.of(NO_PAGE, NO_PAGE))).isEqualTo(2);
    assertThat(chosen(List.of(NO_PAGE), List.of(NOT_BUILT))).isEqualTo(1);
    assertThat(chosen(List.of(NOT_BUILT))).isEqualTo(1);
  }

  @Test
  void neverGoesBackBehindAVersionThatWasPublished() {
    var older = new Judged(1, "m", false, List.of(), List.of(NO_LINK));
    var published = new Judged(2, "m", true, List.of(), List.of(NOT_BUILT));
    var repair = new Judged(3, "m", false, List.of(), List.of(NO_PAGE, NO_LINK));

    assertThat(chosen(new Decision(List.of(older, published, repair), false, "why not")))
        .isEqualTo(3);
    assertThat(chosen(new Decision(List.of(older, published), false, "why not"))).isEqualTo(2);
  }

  @Test
  void neverShipsWhatNobodyJudged() {
    assertThat(chosen(List.of(), List.of(NO_PAGE))).isEqualTo(2);
  }

  @Test
  void saysWhyItSettledForWhatFailed() {
    assertThat(((Outcome.Advance) decide(false, List.of(NO_LINK))).detail())
        .isEqualTo("version 1 ships, why not; it failed 1 check: REFERENCES is bad");
  }

  @Test
  void namesTheRequestsOwnChecksThatFailed() {
    var own = new CheckResult("js: " + "x".repeat(100), Verdict.FAIL, "was still false", "");

    assertThat(((Outcome.Advance) decide(true, List.of(own))).detail())
        .startsWith("version 1 failed 1 check: js: xxx")
        .endsWith("x…: was still false");
  }

  @SafeVarargs
  private static int chosen(List<CheckResult>... versions) {
    return chosen(decision(false, versions));
  }

  private static int chosen(Decision decision) {
    return decision.outcome(List.of(FRESH)).facts().stream()
        .filter(Fact.VersionChosen.class::isInstance)
        .map(fact -> ((Fact.VersionChosen) fact).number())
        .findFirst()
        .orElseThrow();
  }

  @SafeVarargs
  private static Outcome decide(boolean mayRepair, List<CheckResult>... versions) {
    return decision(mayRepair, versions).outcome(List.of(FRESH));
  }

  @SafeVarargs
  private static Decision decision(boolean mayRepair, List<CheckResult>... versions) {
    var judged =
        Stream.iterate(0, i -> i < versions.length, i -> i + 1)
            .map(i -> new Judged(i + 1, "m", false, List.of(), versions[i]))
            .toList();
    return new Decision(judged, mayRepair, "why not");
  }

  private static CheckResult of(StandingCheck check, Verdict verdict) {
    return check.result(verdict, check.name() + " is bad", "");
  }
}
