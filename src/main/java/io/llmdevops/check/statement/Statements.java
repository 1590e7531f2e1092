package io.llmdevops.check.statement;

import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.repository.JsonRule;
import io.llmdevops.check.repository.LicenceRule;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Statements in plain English whose wording leaves nothing to judge: whole sentences about the
 * licence, and about one named file. Whatever differs by a word is left to somebody who can read.
 */
public final class Statements {

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

  private Statements() {}

  /** The verdict on a statement, where no two readers could differ. */
  public static Optional<Ruling> decide(String statement, Subject subject) {
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
        .flatMap(
            end -> NamedFile.of(sentence.substring(0, sentence.length() - end.length()), subject));
  }

  private static Optional<String> had(String sentence, Subject subject) {
    var lower = sentence.toLowerCase(Locale.ROOT);
    return HAS.stream()
        .filter(lower::startsWith)
        .findFirst()
        .flatMap(start -> NamedFile.of(sentence.substring(start.length()), subject));
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
  public record Ruling(Verdict verdict, String reason) {}
}
