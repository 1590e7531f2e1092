package io.llmdevops.secrets.leaks;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells what stands where a secret would, in an example or a template, from a secret. */
final class Placeholder {

  /** Wherever they stand: one key in many thousands holds one by chance. */
  private static final List<String> WORDS =
      List.of(
          "example",
          "placeholder",
          "sample",
          "dummy",
          "changeme",
          "change-me",
          "replace",
          "insert",
          "redacted",
          "xxxx",
          "lorem",
          "secret",
          "password",
          "passwd",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "default",
          "enter",
          "invalid",
          "foobar",
          "undefined",
          "testing",
          "...",
          "***");

  /** Shorter ones count where they stand alone, as in {@code yourKey} or {@code KEY_HERE}. */
  private static final Pattern SHORT_WORDS =
      Pattern.compile(
          "(?:^|[^A-Za-z])(?:(?:your|fake|mock|demo|todo|here|none|null)(?:$|[^a-z])"
              + "|(?:YOUR|FAKE|MOCK|DEMO|TODO|HERE|NONE|NULL)(?:$|[^A-Za-z]))");

  /** In one case each, as people write: drawn at random, few words are. */
  private static final List<String> SPELLINGS =
      WORDS.stream()
          .flatMap(word -> Stream.of(word, word.toUpperCase(Locale.ROOT), capitalized(word)))
          .toList();

  private static final int LONGEST_RUN = 6;
  private static final int LONGEST_STAIR = 7;
  private static final int LONGEST_PERIOD = 12;

  private Placeholder() {}

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  static boolean is(String body) {
    return isNamed(body)
        || distinct(body) < Math.min(8, body.length() / 2)
        || Randomness.isWordy(body);
  }

  /** Likewise of what may be made of words, as passwords are. */
  static boolean isNamed(String body) {
    var lower = body.toLowerCase(Locale.ROOT);
    return SPELLINGS.stream().anyMatch(body::contains)
        || SHORT_WORDS.matcher(body).find()
        || hasRun(lower)
        || isPeriodic(lower);
  }

  static int distinct(String text) {
    return (int) text.chars().distinct().count();
  }

  /** The same character again and again, or each the one after that before it. */
  private static boolean hasRun(String text) {
    var same = 1;
    var up = 1;
    var down = 1;
    for (var at = 1; at < text.length(); at++) {
      var step = text.charAt(at) - text.charAt(at - 1);
      var wraps = text.charAt(at) == '0' && text.charAt(at - 1) == '9';
      same = step == 0 ? same + 1 : 1;
      up = step == 1 || wraps ? up + 1 : 1;
      down = step == -1 ? down + 1 : 1;
      if (same >= LONGEST_RUN || up >= LONGEST_STAIR || down >= LONGEST_STAIR) {
        return true;
      }
    }
    return false;
  }

  /** A short piece, repeated. */
  private static boolean isPeriodic(String text) {
    for (var period = 1; period <= LONGEST_PERIOD && period * 2 <= text.length(); period++) {
      if (text.regionMatches(period, text, 0, text.length() - period)) {
        return true;
      }
    }
    return false;
  }
}
