package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Duration CHECK = Duration.ofSeconds(15);

  private final AtomicLong now = new AtomicLong();

  @Test
  void givesEachScriptItsFullTimeWhileThereIsPlenty() {
    var budget = budget(90, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(budget.nextScript()).isEqualTo(CHECK);
    }
  }

  @Test
  void givesLaterScriptsLessButNeverNothingWhereNoneComesTrue() {
    var budget = budget(90, 20);
    var given = new ArrayList<Duration>();
    for (int i = 0; i < 20; i++) {
      var time = budget.nextScript();
      now.addAndGet(time.plusMillis(100).toNanos());
      given.add(time);
    }
    assertThat(given.get(0)).isEqualTo(CHECK);
    assertThat(given).allMatch(time -> time.toMillis() > 10);
    assertThat(given.get(10)).isLessThan(Duration.ofSeconds(5));
    assertThat(budget.isOver()).isFalse();
  }

  @Test
  void keepsTimeForThePagesStillToBeLoaded() {
    var budget = new Budget(Duration.ofSeconds(20), CHECK, 10, 1, now::get);
    budget.loadBegins();
    assertThat(budget.nextScript()).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void isOverWhenItsTimeIs() {
    var budget = budget(1, 2);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(budget.isOver()).isTrue();
    assertThat(budget.nextScript()).isZero();
  }

  private Budget budget(int seconds, int scripts) {
    var budget = new Budget(Duration.ofSeconds(seconds), CHECK, 1, scripts, now::get);
    budget.loadBegins();
    return budget;
  }
}
