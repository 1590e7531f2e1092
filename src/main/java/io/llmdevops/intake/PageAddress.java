package io.llmdevops.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address a check loads its page with: a query, or a path below the site's root, as a browser
 * would read it (WHATWG URL Standard: {@code %2e} is a dot, a backslash a slash, line ends and tabs
 * count for nothing).
 */
final class PageAddress {

  private static final int MAX_LENGTH = 2_048;
  private static final Pattern PATH_END = Pattern.compile("[?#]");
  private static final Pattern SEPARATOR = Pattern.compile("/|%2[fF]|%5[cC]");
  private static final Pattern DOT = Pattern.compile("%2[eE]");

  private PageAddress() {}

  /** Why a page must not be loaded so, for the client; empty where it may. */
  static Optional<String> fault(String address) {
    if (address.codePointCount(0, address.length()) > MAX_LENGTH) {
      return Optional.of("must have at most " + MAX_LENGTH + " characters");
    }
    if (address.chars().anyMatch(Character::isISOControl) || !address.equals(address.strip())) {
      return Optional.of("must not hold control characters, nor blanks at its ends");
    }
    var path = PATH_END.split(address, 2)[0];
    if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
      return Optional.of("must be a query or a relative address, without scheme and host");
    }
    return leaves(path) ? Optional.of("must not lead out of the site") : Optional.empty();
  }

  private static boolean leaves(String path) {
    var depth = 0;
    for (var segment : SEPARATOR.split(path, -1)) {
      switch (DOT.matcher(segment).replaceAll(".")) {
        case ".." -> depth--;
        case ".", "" -> {}
        default -> depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
