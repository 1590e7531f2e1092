package io.llmdevops.model.http;

import io.llmdevops.config.Secret;
import io.llmdevops.task.OneLine;
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

  private final Optional<Secret> key;
  private final String model;

  /**
   * @param model its name may look like a key, and may be shown
   */
  PublicText(Optional<Secret> key, String model) {
    this.key = key;
    this.model = model;
  }

  /** At most 300 characters. */
  String of(String text) {
    var struck = key.map(secret -> text.replace(secret.reveal(), STRUCK_OUT)).orElse(text);
    var head = struck.substring(0, Math.min(struck.length(), LOOKED_AT));
    var plain = CREDENTIALS.matcher(AFTER_PATH.matcher(head).replaceAll("$1")).replaceAll("$1");
    var keyless = PREFIXED_KEY.matcher(plain).replaceAll(STRUCK_OUT);
    var masked =
        TOKEN
            .matcher(keyless)
            .replaceAll(word -> model.contains(word.group()) ? word.group() : STRUCK_OUT);
    return OneLine.of(masked, MOST);
  }
}
