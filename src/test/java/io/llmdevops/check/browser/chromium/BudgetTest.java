package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Duration CHECK = Duration.ofSeconds(15);

  private final AtomicLong now = new AtomicLong();

  @Test
  void givesEachScriptItsFullTimeWhileThereIsPlenty() {
    var budget = budget(90, 1, 2);
    budget.loadBegins();
    assertThat(budget.nextScript()).isEqualTo(CHECK);
    assertThat(budget.nextScript()).isEqualTo(CHECK);
  }

  @Test
  void triesEveryScriptWhereAllOfThemFail() {
    var budget = budget(90, 1, 200);
    budget.loadBegins();
    for (var script = 0; script < 200; script++) {
      assertThat(budget.isOver()).as("before script %d", script).isFalse();
      pass(budget.nextScript().plusMillis(100));
    }
  }

  @Test
  void beginsNothingThatWouldHaveToBeBrokenOff() {
    var budget = budget(90, 200, 200);
    pass(Duration.ofSeconds(88));
    assertThat(budget.isOver()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(budget.isOver()).isTrue();
  }

  @Test
  void givesLaterScriptsLessWhereNoneComesTrue() {
    var budget = budget(90, 1, 20);
    budget.loadBegins();
    assertThat(budget.nextScript()).isEqualTo(CHECK);
    for (var script = 1; script < 10; script++) {
      pass(Duration.ofSeconds(8));
      budget.nextScript();
    }
    assertThat(budget.nextScript()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void keepsTimeForThePagesStillToBeLoaded() {
    var budget = budget(20, 10, 1);
    budget.loadBegins();
    assertThat(budget.nextScript()).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void isOverWhenItsTimeIs() {
    var budget = budget(1, 1, 2);
    pass(Duration.ofSeconds(2));
    assertThat(budget.isOver()).isTrue();
    assertThat(budget.nextScript()).isZero();
  }

  private Budget budget(int seconds, int loads, int scripts) {
    return new Budget(Duration.ofSeconds(seconds), CHECK, loads, scripts, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
