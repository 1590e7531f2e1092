package io.llmdevops.check.statement;

import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.Attachment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one file that a few words of a statement name. */
final class NamedFile {

  private static final String FILE = " file";
  private static final List<String> BEFORE =
      List.of("the ", "a ", "an ", "attached ", "file ", "attachment ", "named ", "called ");

  private static final Map<String, String> USUAL_NAMES =
      Map.of("readme", "README.md", "license", "LICENSE", "licence", "LICENSE");

  /** Neither a library such as {@code Chart.js} or {@code bootstrap.min.css}, nor a host's name. */
  private static final Pattern FILE_NAME =
      Pattern.compile(
          "[\\p{L}\\p{Nd}._/-]*[\\p{L}\\p{Nd}_-]\\.(?i:html?|md|txt|json|geojson|csv|tsv|xml|svg|ya?ml"
              + "|png|jpe?g|gif|webp|ico|pdf|webmanifest|xlsx|zip|toml|ini|py|sh|lock)");

  private static final Pattern FROM_ROOT = Pattern.compile("^\\.?/");

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
    name = FROM_ROOT.matcher(unquoted(withoutFile(name).strip())).replaceFirst("");
    var usual = USUAL_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    return isKnown(usual, subject) || isMissing(usual, subject)
        ? Optional.of(usual)
        : Optional.empty();
  }

  /** Of a file that lies elsewhere, or is spelled otherwise, two readers may say either. */
  private static boolean isMissing(String name, Subject subject) {
    return FILE_NAME.matcher(name).matches()
        && Stream.concat(
                subject.tree().files().keySet().stream(),
                subject.request().attachments().stream().map(Attachment::name))
            .noneMatch(path -> withoutFolder(path).equalsIgnoreCase(withoutFolder(name)));
  }

  private static String withoutFolder(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
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
}
