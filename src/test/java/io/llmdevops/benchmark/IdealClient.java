package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Call.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that makes the same changing calls in the same order, each the moment at which GitHub's
 * limits let it: a gap after the one before, 80 by REST a minute, 500 an hour.
 */
final class IdealClient {

  private static final int A_MINUTE = 80;
  private static final int AN_HOUR = 500;

  private final double scale;

  /**
   * @param scale how many times faster than GitHub's time runs
   */
  IdealClient(double scale) {
    this.scale = scale;
  }

  /** From the first call to the last, where no answer takes any time. */
  Duration time(List<Call> calls) {
    return time(calls, false);
  }

  /** The same, where answers take as long as they did. */
  Duration timeWithAnswers(List<Call> calls) {
    return time(calls, true);
  }

  private Duration time(List<Call> calls, boolean answers) {
    var changes = new ArrayList<Duration>();
    var free = Duration.ZERO;
    var at = Duration.ZERO;
    for (var call : calls) {
      at = free;
      if (call.kind() == Kind.REST_CHANGE) {
        at = later(at, changes, A_MINUTE, Duration.ofMinutes(1));
        at = later(at, changes, AN_HOUR, Duration.ofHours(1));
        changes.add(at);
      }
      var took = answers ? Duration.between(call.at(), call.endedAt()) : Duration.ZERO;
      free = at.plus(took).plus(scaled(Duration.ofSeconds(1)));
    }
    return at;
  }

  private Duration later(Duration at, List<Duration> changes, int most, Duration window) {
    if (changes.size() < most) {
      return at;
    }
    var opens = changes.get(changes.size() - most).plus(scaled(window));
    return opens.compareTo(at) > 0 ? opens : at;
  }

  private Duration scaled(Duration githubs) {
    return Duration.ofNanos((long) (githubs.toNanos() / scale));
  }
}
