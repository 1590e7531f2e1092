package io.llmdevops.github.rest;

import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everyone who uses the token from asking while GitHub says no. */
final class Windows {

  private static final Logger log = LoggerFactory.getLogger(Windows.class);
  private static final Duration IN_SECONDS = Duration.ofSeconds(90);
  private static final int NOT_MODIFIED = 304;

  private final TokenLimits limits;
  private final String token;
  private final Duration untold;
  private final Clock clock;
  private final ApiMeters meters;

  /**
   * @param token its digest
   * @param untold the first wait after a refusal that does not say how long
   * @param clock for answers without a date
   */
  Windows(TokenLimits limits, String token, Duration untold, Clock clock, ApiMeters meters) {
    this.limits = limits;
    this.token = token;
    this.untold = untold;
    this.clock = clock;
    this.meters = meters;
  }

  /** Fails while nothing may be asked. */
  Future<Void> requireOpen() {
    return limits
        .closedFor(token)
        .onSuccess(meters::closedFor)
        .compose(
            left -> left.isZero() ? Future.succeededFuture() : Future.failedFuture(closed(left)));
  }

  /**
   * Stores what an answer says about the limits, and fails where it is no answer but a refusal for
   * their sake.
   */
  Future<Answer> heed(Answer answer) {
    var signs = Signs.of(answer, clock);
    if (!signs.closed()) {
      return noted(succeeded(answer)).map(answer);
    }
    var wait = signs.told().orElse(untold);
    meters.closed();
    return close(signs)
        .compose(done -> limits.closedFor(token))
        .onSuccess(meters::closedFor)
        .onSuccess(left -> log.info("nothing is asked of GitHub for {}", spoken(left)))
        .recover(cause -> noted(Future.<Duration>failedFuture(cause)).map(wait))
        .compose(
            left ->
                signs.refused()
                    ? Future.failedFuture(closed(left))
                    : Future.succeededFuture(answer));
  }

  private Future<?> close(Signs signs) {
    return signs.told().isPresent()
        ? limits.close(token, signs.told().get())
        : limits.closeUntold(token, untold);
  }

  private Future<Void> succeeded(Answer answer) {
    return answer.isSuccess() || answer.status() == NOT_MODIFIED
        ? limits.succeeded(token)
        : Future.succeededFuture();
  }

  /** What GitHub has done stands, whether we can write about it or not. */
  private static <T> Future<T> noted(Future<T> writing) {
    return writing.recover(
        cause -> {
          log.warn("what GitHub says of its limits is not stored: {}", cause.getMessage());
          return Future.succeededFuture();
        });
  }

  static HeldUpException closed(Duration left) {
    return HeldUpException.allUntil(
        left, "GitHub's rate limit is used up; going on in " + spoken(left));
  }

  /** Rounded up. */
  static String spoken(Duration time) {
    var whole = time.plusSeconds(1).minusNanos(1);
    return whole.compareTo(IN_SECONDS) < 0
        ? whole.toSeconds() + " s"
        : time.plusMinutes(1).minusNanos(1).toMinutes() + " min";
  }
}
