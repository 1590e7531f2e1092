package io.llmdevops.check.repository;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a {@code <meta http-equiv=refresh>} goes on to (HTML Living Standard, section 4.2.5.3). */
final class Refresh {

  private static final Pattern CONTENT =
      Pattern.compile(
          "\\s*[\\d.]+\\s*[;,\\s]\\s*(?:url\\s*=\\s*)?(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Characters; blanks without end would be tried in every way to divide them. */
  private static final int LONGEST = 2_000;

  private Refresh() {}

  /** Nothing where the page itself is loaded anew. */
  static Optional<String> target(String content) {
    var match = CONTENT.matcher(content.substring(0, Math.min(content.length(), LONGEST)));
    return match.matches()
        ? Optional.of(unquoted(match.group(1).strip())).filter(url -> !url.isEmpty())
        : Optional.empty();
  }

  private static String unquoted(String text) {
    var quoted = text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    var end = quoted ? text.indexOf(text.charAt(0), 1) : -1;
    return end > 0 ? text.substring(1, end) : text;
  }
}
