package io.llmdevops.check;

import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.Locale;
<<<<<<< HEAD
import java.util.Map;
=======
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
import java.util.Optional;
import java.util.Set;

/**
 * Statements in plain English whose wording leaves nothing to judge: whole sentences about the
 * licence, and about one named file. Whatever differs by a word is left to somebody who can read.
 */
final class Statements {

  private static final int LONGEST = 300;

  private static final Set<String> LICENCE =
      Set.of(
          "repo has mit license",
          "repo has mit license file",
          "repo has mit license at root",
          "repo has mit license in root",
          "repo contains mit license",
          "repo includes mit license",
          "repo is mit licensed",
          "license is mit",
          "license is mit license",
          "license file is mit",
          "license file is mit license",
          "mit license exists",
          "mit license is present");

  private static final List<String> UNCHANGED =
      List.of(
          " is published unchanged",
          " is committed unchanged",
          " is published exactly as attached",
          " is committed exactly as attached",
          " is published as attached",
          " is committed as attached",
          " is published byte for byte",
          " is published verbatim",
          " is unchanged");

  private static final List<String> EXISTS =
      List.of(
          " exists in the repository",
          " exists in the repo",
          " exists in repo",
          " is in the repository",
          " is in the repo",
          " is present",
          " exists");

  private static final List<String> VALID_JSON =
      List.of(" is valid json", " parses as json", " is well-formed json");

  private static final List<String> HAS =
      List.of("repository has ", "repository contains ", "repo has ", "repo contains ");

<<<<<<< HEAD
  private static final Map<String, String> USUAL_NAMES =
      Map.of("readme", "README.md", "license", "LICENSE", "licence", "LICENSE");

=======
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
  private Statements() {}

  /** The verdict on a statement, where no two readers could differ. */
  static Optional<Ruling> decide(String statement, Subject subject) {
    if (statement.length() > LONGEST) {
      return Optional.empty();
    }
    var sentence = withoutArticle(String.join(" ", withoutStop(statement.strip()).split("\\s+")));
    if (LICENCE.contains(plain(sentence))) {
      return Optional.of(licence(subject));
    }
    return about(sentence, UNCHANGED, subject)
        .map(file -> unchanged(file, subject))
        .or(() -> about(sentence, EXISTS, subject).map(file -> exists(file, subject)))
        .or(() -> about(sentence, VALID_JSON, subject).map(file -> validJson(file, subject)))
        .or(() -> had(sentence, subject).map(file -> exists(file, subject)))
        .flatMap(ruling -> ruling);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String withoutArticle(String sentence) {
    var lower = sentence.toLowerCase(Locale.ROOT);
    return lower.startsWith("the ") ? sentence.substring("the ".length()) : sentence;
  }

  private static String plain(String sentence) {
    return sentence
        .toLowerCase(Locale.ROOT)
        .replace("repository", "repo")
        .replace("licence", "license")
        .replace(" an ", " ")
        .replace(" a ", " ")
        .replace(" the ", " ");
  }

  private static Optional<String> about(String sentence, List<String> ends, Subject subject) {
    var lower = sentence.toLowerCase(Locale.ROOT);
    return ends.stream()
        .filter(lower::endsWith)
        .findFirst()
<<<<<<< HEAD
        .flatMap(end -> file(sentence.substring(0, sentence.length() - end.length()), subject));
=======
        .flatMap(
            end -> NamedFile.of(sentence.substring(0, sentence.length() - end.length()), subject));
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
  }

  private static Optional<String> had(String sentence, Subject subject) {
    var lower = sentence.toLowerCase(Locale.ROOT);
    return HAS.stream()
        .filter(lower::startsWith)
        .findFirst()
<<<<<<< HEAD
        .flatMap(start -> file(sentence.substring(start.length()), subject));
  }

  /** The file that these words name, if they can name nothing else. */
  private static Optional<String> file(String words, Subject subject) {
    var name = words.strip();
    for (var before : List.of("the ", "a ", "an ", "attached ", "file ", "attachment ")) {
      name =
          name.toLowerCase(Locale.ROOT).startsWith(before) ? name.substring(before.length()) : name;
    }
    name =
        name.toLowerCase(Locale.ROOT).endsWith(" file")
            ? name.substring(0, name.length() - 5)
            : name;
    name = unquoted(name.strip());
    var usual = USUAL_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    var known = subject.tree().get(usual).isPresent() || subject.attachment(usual).isPresent();
    return known || looksLikeFile(usual) ? Optional.of(usual) : Optional.empty();
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
=======
        .flatMap(start -> NamedFile.of(sentence.substring(start.length()), subject));
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
  }

  private static Ruling licence(Subject subject) {
    return LicenceRule.isMit(subject)
        ? new Ruling(Verdict.PASS, "LICENSE is the text of the MIT licence")
        : new Ruling(Verdict.FAIL, "LICENSE is missing, or not the text of the MIT licence");
  }

  private static Optional<Ruling> exists(String path, Subject subject) {
    return Optional.of(
        subject.tree().get(path).isPresent()
            ? new Ruling(Verdict.PASS, path + " is there")
            : new Ruling(Verdict.FAIL, path + ": there is no such file"));
  }

  /** Against what was attached or, where nothing was, what an earlier round left. */
  private static Optional<Ruling> unchanged(String path, Subject subject) {
    var published = subject.tree().get(path);
    if (published.isEmpty()) {
      return Optional.of(new Ruling(Verdict.FAIL, path + ": there is no such file"));
    }
    Optional<Content> wanted =
        subject.attachment(path).map(each -> each.content()).or(() -> subject.base().get(path));
    return wanted.map(
        content ->
            content.equals(published.get())
                ? new Ruling(Verdict.PASS, path + " is published byte for byte")
                : new Ruling(Verdict.FAIL, path + ": its content was changed"));
  }

  private static Optional<Ruling> validJson(String path, Subject subject) {
    if (subject.tree().get(path).isEmpty()) {
      return exists(path, subject);
    }
    return Optional.of(
        JsonRule.fault(subject, path)
            .map(fault -> new Ruling(Verdict.FAIL, path + fault.where() + fault.what()))
            .orElseGet(() -> new Ruling(Verdict.PASS, path + " parses as JSON")));
  }

  /** A verdict and the reason for it. */
  record Ruling(Verdict verdict, String reason) {}
}
