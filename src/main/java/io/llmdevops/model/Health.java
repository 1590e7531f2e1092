package io.llmdevops.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How one model has been doing, and until when it rests. Every method takes the time as {@link
 * System#nanoTime} tells it; to be used under one lock.
 */
final class Health {

  private static final int FAILURES_BEFORE_REST = 3;
  private static final Duration FIRST_REST = Duration.ofSeconds(30);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final Duration ACCOUNT_REST = Duration.ofSeconds(60);

  /** A time during which the model is not asked. */
  private record Rest(long since, long until, boolean passing, String why) {}

  /** By the other side, so that no success of a call that was under way ends it. */
  private Optional<Rest> ordered = Optional.empty();

  private Optional<Rest> own = Optional.empty();
  private int failures;
  private Duration nextRest = FIRST_REST;

  /**
   * A rest that goes on.
   *
   * @param left never zero
   * @param passing what led to it may pass by itself
   */
  record Resting(Duration left, boolean passing, String why) {}

  Optional<Resting> resting(long now) {
    return rests()
        .filter(rest -> rest.until() - now > 0)
        .max(Comparator.comparingLong(rest -> rest.until() - now))
        .map(rest -> new Resting(left(rest, now), rest.passing(), rest.why()));
  }

  private Stream<Rest> rests() {
    return Stream.concat(ordered.stream(), own.stream());
  }

  private static Duration left(Rest rest, long now) {
    // Rounded up: whoever comes back in whole milliseconds must not come too early.
    var nanos = rest.until() - now + TimeUnit.MILLISECONDS.toNanos(1) - 1;
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  void succeeded() {
    answered();
    own = Optional.empty();
  }

  /** It is there, even if it cannot do this one thing: the failures are no longer in a row. */
  void answered() {
    failures = 0;
    nextRest = FIRST_REST;
  }

  /** Nothing asked of it will succeed until somebody tops up the account or sets the key right. */
  void accountFailed(long now, String why) {
    answered();
    own = later(own, ACCOUNT_REST, now, false, why);
  }

  /**
   * A failure that may pass.
   *
   * @param begunAt when the call was begun: one from before a rest says nothing of the time after
   */
  void passingFailed(long begunAt, long now, ModelException failure) {
    var isOld = rests().anyMatch(rest -> begunAt - rest.since() <= 0);
    failure
        .retryAfter()
        .filter(asked -> !asked.isZero() && !asked.isNegative())
        .ifPresent(asked -> ordered = later(ordered, asked, now, true, failure.getMessage()));
    if (isOld || ++failures < FAILURES_BEFORE_REST) {
      return;
    }
    own = later(own, nextRest, now, true, failure.getMessage());
    var doubled = nextRest.multipliedBy(2);
    nextRest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
  }

  private static Optional<Rest> later(
      Optional<Rest> before, Duration time, long now, boolean passing, String why) {
    var until = now + time.toNanos();
    var longer = before.filter(rest -> rest.until() - now > 0 && rest.until() - until >= 0);
    return longer.isPresent() ? longer : Optional.of(new Rest(now, until, passing, why));
  }
}
