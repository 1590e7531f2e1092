package io.llmdevops.check.statement;

import io.llmdevops.check.judging.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one file that a few words of a statement name. */
final class NamedFile {

  private static final String FILE = " file";
  private static final List<String> BEFORE =
      List.of("the ", "a ", "an ", "attached ", "file ", "attachment ", "named ", "called ");

  private static final Map<String, String> USUAL_NAMES =
      Map.of("readme", "README.md", "license", "LICENSE", "licence", "LICENSE");

  private NamedFile() {}

  /** The file that these words name, if they can name nothing else. */
  static Optional<String> of(String words, Subject subject) {
    var name = words.strip();
    for (var before : BEFORE) {
      if (isKnown(name, subject)) {
        return Optional.of(name);
      }
      name = startsWith(name, before) ? name.substring(before.length()) : name;
    }
    name = unquoted(withoutFile(name).strip());
    var usual = USUAL_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    return isKnown(usual, subject) || looksLikeFile(usual) ? Optional.of(usual) : Optional.empty();
  }

  private static boolean isKnown(String name, Subject subject) {
    return subject.tree().get(name).isPresent() || subject.attachment(name).isPresent();
  }

  private static boolean startsWith(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static String withoutFile(String name) {
    var end = name.length() - FILE.length();
    return name.regionMatches(true, end, FILE, 0, FILE.length()) ? name.substring(0, end) : name;
  }

  private static String unquoted(String name) {
    var quoted =
        name.length() > 2
            && "`'\"".indexOf(name.charAt(0)) >= 0
            && name.charAt(name.length() - 1) == name.charAt(0);
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  /** {@code Chart.js} may as well be a library as a file. */
  private static boolean looksLikeFile(String name) {
    var dot = name.lastIndexOf('.');
    return dot > 0
        && name.length() - dot <= 9
        && !name.toLowerCase(Locale.ROOT).endsWith(".js")
        && name.substring(dot + 1).chars().anyMatch(Character::isLetter)
        && name.chars()
            .allMatch(each -> Character.isLetterOrDigit(each) || "._-/".indexOf(each) >= 0);
  }
}
