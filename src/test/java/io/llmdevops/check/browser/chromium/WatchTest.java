package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Without processes: what counts is when, and with which words, it ends them. */
class WatchTest {

  private final AtomicLong now = new AtomicLong();
  private final Watch watch = new Watch(new ProcessTree(Path.of("none")), 256, now::get);

  @Test
  void endsACallThatTakesTooLong() {
    assertThatThrownBy(() -> watch.within(seconds(5), "too slow", () -> hang(6)))
        .isInstanceOfSatisfying(
            Ended.class, end -> assertThat(end.kind()).isEqualTo(Kind.OUT_OF_TIME))
        .hasMessage("too slow");
  }

  @Test
  void leavesACallAloneThatIsInTime() {
    assertThat(
            watch.<String>within(
                seconds(5),
                "too slow",
                () -> {
                  pass(4);
                  return "answer";
                }))
        .isEqualTo("answer");
    pass(10);
    assertThat(watch.ended()).isEmpty();
  }

  @Test
  void givesTheReasonOfTheTimeThatIsOverFirst() {
    watch.begin(seconds(3), "all of it");
    assertThatThrownBy(() -> watch.within(seconds(5), "too slow", () -> hang(4)))
        .hasMessage("all of it");
  }

  @Test
  void makesNoCallAfterTheEnd() {
    watch.end(new Ended(Kind.CRASHED, "gone"));
    assertThatThrownBy(() -> watch.within(seconds(5), "too slow", () -> "answer"))
        .isInstanceOf(Ended.class)
        .hasMessage("gone");
  }

  @Test
  void passesOnWhatIsThePagesOwnFault() {
    assertThatThrownBy(
            () ->
                watch.within(
                    seconds(5),
                    "too slow",
                    () -> {
                      throw new PlaywrightException("page's");
                    }))
        .isInstanceOf(PlaywrightException.class);
  }

  private String hang(int seconds) {
    pass(seconds);
    throw new PlaywrightException("killed");
  }

  private void pass(int seconds) {
    now.addAndGet(seconds(seconds).toNanos());
    watch.tick();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
