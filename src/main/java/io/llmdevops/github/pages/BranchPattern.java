package io.llmdevops.github.pages;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for names of branches: {@code *} is anything but a slash, {@code **} anything, {@code
 * ?} and {@code +} repeat what stands before them, {@code [a-z]} is one of these (GitHub Docs,
 * "Workflow syntax for GitHub Actions", filter patterns).
 */
final class BranchPattern {

  /** Matching takes a time that grows with its power. */
  private static final int LONGEST = 100;

  private BranchPattern() {}

  static boolean matches(String pattern, String branch) {
    if (pattern.equals(branch)) {
      return true;
    }
    try {
      return pattern.length() <= LONGEST && Pattern.matches(expression(pattern), branch);
    } catch (PatternSyntaxException unreadable) {
      return false;
    }
  }

  private static String expression(String pattern) {
    return pattern
        .replaceAll("[.(){}|^$&]", "\\\\$0")
        .replaceAll("\\*{2,}", "\0")
        .replace("*", "[^/]*")
        .replace("\0", ".*");
  }
}
