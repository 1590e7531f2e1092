package io.llmdevops.net;

import io.netty.handler.codec.DateFormatter;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What a {@code Retry-After} header asks for (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final BigInteger MOST = BigInteger.valueOf(Duration.ofDays(365).toSeconds());

  private RetryAfter() {}

  /**
   * How long to wait at least: zero for a time that has passed and for rubbish, at most a year.
   *
   * @param value seconds, or a date in any of HTTP's three formats
   */
  public static Duration parse(String value, Instant now) {
    var trimmed = value.trim();
    if (SECONDS.matcher(trimmed).matches()) {
      return Duration.ofSeconds(new BigInteger(trimmed).min(MOST).longValue());
    }
    var date = trimmed.isEmpty() ? null : DateFormatter.parseHttpDate(trimmed);
    if (date == null || !date.toInstant().isAfter(now)) {
      return Duration.ZERO;
    }
    var wait = Duration.between(now, date.toInstant());
    return wait.getSeconds() < MOST.longValue() ? wait : Duration.ofSeconds(MOST.longValue());
  }
}
