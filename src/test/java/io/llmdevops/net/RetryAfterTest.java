package io.llmdevops.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @Test
  void readsSeconds() {
    assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse(" 0 ", NOW)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsEveryFormatOfADate(String date) {
    assertThat(RetryAfter.parse(date, NOW)).isEqualTo(Duration.ofSeconds(37));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "0x10",
        "soon",
        "١٢",
        "120, 240",
        "Sun, 06 Nov 1994 08:48:59 GMT",
        "Sun, 99 Foo 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z"
      })
  void ignoresThePastAndRubbish(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999", "99999999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void limitsWhatIsHuge(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEqualTo(Duration.ofDays(365));
  }
}
