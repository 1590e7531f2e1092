package io.llmdevops.github.rest;

import io.llmdevops.net.RetryAfter;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer says about the limits (GitHub Docs, "Rate limits for the REST API"): whether it is
 * itself refused for one, and whether nothing may be asked for a while.
 *
 * @param refused the request was not carried out
 * @param closed nothing may be asked from now on
 * @param told for how long, where the answer says so
 */
record Signs(boolean refused, boolean closed, Optional<Duration> told) {

  /** GitHub's own windows last an hour; arithmetic that is off must not stop us for ever. */
  static final Duration LONGEST = Duration.ofDays(1);

  static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  /**
   * "Login attempts" are others' with wrong tokens, for which the good one is turned away as well
   * (GitHub Docs, "Authenticating to the REST API", "Failed login limit").
   */
  private static final Pattern LIMIT =
      Pattern.compile(
          "rate[ -]limit|abuse (rate|detection)|secondary limit|too quickly|login attempts");

  static Signs of(Answer answer, Clock clock) {
    var now = answer.date().orElseGet(clock::instant);
    var refused = refusesForALimit(answer);
    var asked = refused || answer.status() >= SERVER_FAULT ? retryAfter(answer, now) : none();
    var told = Stream.concat(asked.stream(), reset(answer, now).stream()).max(Duration::compareTo);
    var closed = refused || isUsedUp(answer) || asked.isPresent();
    return new Signs(refused, closed, told.map(Signs::bounded));
  }

  /** Not carried out, and to be asked again later only. */
  static boolean refusesForALimit(Answer answer) {
    return answer.status() == TOO_MANY
        || answer.status() == FORBIDDEN
            && (answer.header(HttpHeaders.RETRY_AFTER).isPresent()
                || isUsedUp(answer)
                || namesALimit(answer));
  }

  private static boolean isUsedUp(Answer answer) {
    return answer.number("x-ratelimit-remaining").orElse(1) == 0;
  }

  private static boolean namesALimit(Answer answer) {
    var body = answer.reply().object();
    return Stream.of("message", "documentation_url")
        .map(name -> String.valueOf(body.getValue(name)).toLowerCase(Locale.ROOT))
        .anyMatch(text -> LIMIT.matcher(text).find());
  }

  /** Rubbish, and a time that has passed, say nothing. */
  private static Optional<Duration> retryAfter(Answer answer, Instant now) {
    return answer
        .header(HttpHeaders.RETRY_AFTER)
        .map(value -> RetryAfter.parse(value, now))
        .filter(wait -> !wait.isZero());
  }

  /** By the server's own clock, which need not be ours. */
  private static Optional<Duration> reset(Answer answer, Instant now) {
    var reset = answer.number("x-ratelimit-reset");
    return isUsedUp(answer) && reset.isPresent()
        ? Optional.of(Duration.ofSeconds(reset.getAsLong() - now.getEpochSecond()))
        : none();
  }

  private static Optional<Duration> none() {
    return Optional.empty();
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }
}
