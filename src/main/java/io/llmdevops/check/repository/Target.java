package io.llmdevops.check.repository;

import io.llmdevops.net.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts of what a reference says, read as browsers do (WHATWG URL Standard). */
final class Target {

  private static final String[] PLACEHOLDERS = {"{{", "${", "<%", "{%", "[["};

  private static final Pattern INSECURE = Pattern.compile("(?i)http:");

  private static final Pattern OWN_MACHINE =
      Pattern.compile(
          "(?i)http:[/\\\\]*(localhost|[\\w.-]{1,200}\\.localhost|127\\.[\\d.]+|\\[::1])(?![\\w.-])");

  private Target() {}

  /** It leads to another origin, holds its own data, or is yet to be filled in by a template. */
  static boolean isElsewhere(String target) {
    var trimmed = trimmed(target);
    if (trimmed.startsWith("//")) {
      return true;
    }
    if (isTemplate(trimmed)) {
      return true;
    }
    var scheme = schemeLength(trimmed);
    return scheme > 1 && !trimmed.regionMatches(true, 0, "file", 0, scheme);
  }

  private static boolean isTemplate(String target) {
    return Stream.of(PLACEHOLDERS).anyMatch(target::contains);
  }

  /**
   * It comes over plain http from another machine. This one's own servers count as safe (W3C,
   * "Secure Contexts", section 3.1).
   */
  static boolean isInsecure(String target) {
    var trimmed = trimmed(target);
    return INSECURE.matcher(trimmed).lookingAt()
        && !OWN_MACHINE.matcher(trimmed).lookingAt()
        && !isTemplate(trimmed);
  }

  private static int schemeLength(String target) {
    var at = 0;
    while (at < target.length() && isOfScheme(target.charAt(at))) {
      at++;
    }
    var isScheme = at > 0 && at < target.length() && target.charAt(at) == ':';
    return isScheme && Character.isLetter(target.charAt(0)) ? at : 0;
  }

  private static boolean isOfScheme(char letter) {
    return letter < 0x80 && (Character.isLetterOrDigit(letter) || "+-.".indexOf(letter) >= 0);
  }

  /** A drive letter looks like one, too. */
  static boolean hasScheme(String target) {
    return schemeLength(target) > 0;
  }

  /** Without query and fragment; still percent-encoded. */
  static String path(String target) {
    return withoutQuery(trimmed(target));
  }

  /** Blanks around it and line breaks in it do not count. */
  private static String trimmed(String target) {
    var out = new StringBuilder(target.length());
    target
        .strip()
        .chars()
        .filter(each -> each != '\t' && each != '\n' && each != '\r')
        .forEach(each -> out.append((char) each));
    return out.toString();
  }

  private static String withoutQuery(String target) {
    var end = 0;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return target.substring(0, end).replace('\\', '/');
  }

  static String decoded(String part) {
    return part.indexOf('%') < 0
        ? part
        : new String(
            PercentEncoding.decoded(part.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
