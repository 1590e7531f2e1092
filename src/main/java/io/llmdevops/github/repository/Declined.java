package io.llmdevops.github.repository;

import io.llmdevops.git.GitRemoteException;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.RefusedException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pushes that GitHub has looked at and does not take, by what it says then (GitHub Docs, "Working
 * with push protection from the command line", "About large files on GitHub", "Troubleshooting
 * rules"; its codes: GH001 large files, GH006 protected branch, GH009 and GH013 secrets and rules).
 */
final class Declined {

  private static final int MOST_FILES = 5;
  private static final int LONGEST = 300;

  private static final Pattern SECRET = Pattern.compile("(?i)push protection|contain secrets");

  /** Between dashes; one of them may be damaged, cut in two on its way (JGit reads in pieces). */
  private static final Pattern KIND =
      Pattern.compile(
          "^[\\s\uFFFD—–-]*([\\p{L}\\p{N}].*?)[\\s\uFFFD]*[—–\uFFFD]*[—–]{2}[—–\uFFFD]*\\s*$");

  private static final Pattern PLACE = Pattern.compile("^\\s*path:\\s*(.+?)(:\\d+)?\\s*$");
  private static final Pattern WORKFLOW =
      Pattern.compile("(?i)(?:create or update|update) workflow [`'\"]?([^`'\"\\s]+)");
  private static final Pattern LARGE =
      Pattern.compile("(?i)File (.+) is ([\\d.]+ [kMG]B).*exceeds.*?([\\d.]+ [kMG]i?B)");
  private static final Pattern RULES =
      Pattern.compile("(?i)GH006|GH013|protected branch|rule viol");
  private static final Pattern VIOLATION = Pattern.compile("^\\s*-\\s+(.+?)\\s*$");
  private static final Pattern PASSING =
      Pattern.compile("(?i)internal server error|cannot lock ref|failed to update ref|unpacker");

  /** What surrounds the words that matter. */
  private static final Pattern DECORATION =
      Pattern.compile("(?i)^(remote:\\s*)?((error|fatal):\\s*)?");

  private Declined() {}

  static RuntimeException of(String repository, GitRemoteException cause) {
    var said = cause.said();
    if (matches(SECRET, said)) {
      return secret(said);
    }
    if (matches(WORKFLOW, said)) {
      return workflow(said);
    }
    if (matches(LARGE, said)) {
      return new RefusedException(
          found(LARGE, said, Declined::tooLarge) + ": GitHub takes no larger ones");
    }
    if (matches(RULES, said)) {
      return rules(repository, said);
    }
    return matches(PASSING, said)
        ? HeldUpException.backingOff("GitHub could not take the push just now", cause)
        : new RefusedException("GitHub declines the push to " + repository + quoted(heard(cause)));
  }

  private static RefusedException secret(List<String> said) {
    var files = found(PLACE, said, match -> match.group(1));
    var kinds = found(KIND, said, match -> match.group(1));
    return new RefusedException(
        "GitHub's push protection found a secret"
            + (files.isEmpty() ? "" : " in " + files)
            + (kinds.isEmpty() ? "" : " (" + kinds + ")")
            + ": take it out of the brief or the attachment that it came from, and send the task"
            + " again");
  }

  private static RefusedException workflow(List<String> said) {
    return new RefusedException(
        "the token may not push the workflow "
            + found(WORKFLOW, said, match -> match.group(1))
            + ": give it what that needs (fine-grained: the permission Workflows, read and write;"
            + " classic: the scope workflow)");
  }

  private static RefusedException rules(String repository, List<String> said) {
    var violations = found(VIOLATION, said, match -> match.group(1));
    return new RefusedException(
        "rules that protect main of "
            + repository
            + " forbid the push"
            + (violations.isEmpty() ? quoted(said) : ": " + violations)
            + "; let the token's user bypass them (the repository's or the organisation's Settings,"
            + " Rules and Branches)");
  }

  private static String tooLarge(MatchResult match) {
    return "%s has %s, over the limit of %s"
        .formatted(match.group(1), match.group(2), match.group(3));
  }

  private static boolean matches(Pattern pattern, List<String> said) {
    return said.stream().anyMatch(line -> pattern.matcher(line).find());
  }

  private static String found(
      Pattern pattern, List<String> said, Function<MatchResult, String> text) {
    return said.stream()
        .flatMap(line -> pattern.matcher(line).results())
        .map(text)
        .distinct()
        .limit(MOST_FILES)
        .collect(Collectors.joining(", "));
  }

  private static List<String> heard(GitRemoteException cause) {
    return cause.said().isEmpty() ? List.of(cause.getMessage()) : cause.said();
  }

  /** What GitHub has said, as the end of a clause; empty where it said nothing. */
  static String quoted(List<String> said) {
    var text =
        said.stream()
            .map(line -> DECORATION.matcher(line).replaceFirst("").strip())
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? "" : " (it says: " + OneLine.of(text, LONGEST) + ")";
  }
}
