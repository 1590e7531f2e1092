package io.llmdevops.model.http;

import static java.util.regex.Matcher.quoteReplacement;

import io.llmdevops.config.Secret;
import io.llmdevops.task.OneLine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes what a server says fit to be shown: no key, no query of a URL, one line. */
final class PublicText {

  private static final int MOST = 300;

  /** The patterns take a time that grows with the square of a word's length. */
  private static final int LOOKED_AT = 2_000;

  private static final String STRUCK_OUT = "***";
  private static final Pattern AFTER_PATH = Pattern.compile("(?i)(https?://[^\\s?#\"']*)[?#]\\S*");
  private static final Pattern CREDENTIALS = Pattern.compile("(?i)(https?://)[^\\s/@]*@");
  private static final Pattern PREFIXED_KEY =
      Pattern.compile("\\b(?:sk|pk|rk|gsk|xai|hf|AIza|Bearer)[-_ ]?[A-Za-z0-9_*.-]{6,}");

  /** Long, of letters and digits both: a key, or nothing that a reader would miss. */
  private static final Pattern TOKEN =
      Pattern.compile("(?=[^\\s\\d]*\\d)(?=[^\\sA-Za-z]*[A-Za-z])[A-Za-z0-9_+=-]{24,}");

  /** A word in which somebody has left out a part, as servers do with keys. */
  private static final Pattern MASKED =
      Pattern.compile("[A-Za-z0-9_-]{0,100}(?:\\*{2,}|•{2,}|…|\\.{3,})[A-Za-z0-9_-]{0,100}");

  /** So much of a key at either end is as good as its name. */
  private static final int KEY_END = 3;

  private final Optional<Secret> key;
  private final List<String> spellings;
  private final String model;

  /**
   * @param model its name may look like a key, and may be shown
   */
  PublicText(Optional<Secret> key, String model) {
    this.key = key;
    this.spellings = key.map(Secret::reveal).map(PublicText::spellings).orElse(List.of());
    this.model = model;
  }

  /** As it is, and as it stands in URLs, in headers and in dumps of bytes. */
  private static List<String> spellings(String key) {
    var bytes = key.getBytes(StandardCharsets.UTF_8);
    return List.of(
        key,
        URLEncoder.encode(key, StandardCharsets.UTF_8),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        HexFormat.of().formatHex(bytes));
  }

  /** At most 300 characters. */
  String of(String text) {
    var struck = text;
    for (var spelling : spellings) {
      struck = struck.replace(spelling, STRUCK_OUT);
    }
    var head = struck.substring(0, Math.min(struck.length(), LOOKED_AT));
    var plain = CREDENTIALS.matcher(AFTER_PATH.matcher(head).replaceAll("$1")).replaceAll("$1");
    var whole =
        MASKED
            .matcher(plain)
            .replaceAll(word -> quoteReplacement(isKey(word.group()) ? STRUCK_OUT : word.group()));
    var keyless = PREFIXED_KEY.matcher(whole).replaceAll(STRUCK_OUT);
    var masked =
        TOKEN
            .matcher(keyless)
            .replaceAll(word -> model.contains(word.group()) ? word.group() : STRUCK_OUT);
    return OneLine.of(masked, MOST);
  }

  private boolean isKey(String masked) {
    return key.map(Secret::reveal)
        .filter(value -> value.length() > 2 * KEY_END)
        .filter(
            value ->
                masked.startsWith(value.substring(0, KEY_END))
                    || masked.endsWith(value.substring(value.length() - KEY_END)))
        .isPresent();
  }
}
