package io.llmdevops.check.statement;

import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.repository.Fault;
import io.llmdevops.check.repository.Format;
import io.llmdevops.check.repository.LicenceRule;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Statements in plain English whose wording leaves nothing to judge: whole sentences about the
 * licence, and about one named file. Whatever differs by a word is left to somebody who can read.
 */
public final class Statements {

  private static final int LONGEST = 300;

  private Statements() {}

  /** The verdict on a statement, where no two readers could differ. */
  public static Optional<Ruling> decide(String statement, Subject subject) {
    if (statement.length() > LONGEST) {
      return Optional.empty();
    }
    var sentence = withoutArticle(String.join(" ", withoutStop(statement.strip()).split("\\s+")));
    if (Wording.LICENCE.matcher(sentence).matches()) {
      return Optional.of(licence(subject));
    }
    return file(Wording.UNCHANGED, sentence, subject)
        .map(file -> unchanged(file, subject))
        .or(() -> file(Wording.FILLED, sentence, subject).map(file -> filled(file, subject)))
        .or(
            () ->
                file(Wording.VALID, sentence, subject).map(file -> valid(file, sentence, subject)))
        .or(
            () ->
                file(Wording.EXISTS, sentence, subject)
                    .map(file -> exists(file, sentence, subject)))
        .or(() -> file(Wording.HAS, sentence, subject).map(file -> exists(file, sentence, subject)))
        .flatMap(ruling -> ruling);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String withoutArticle(String sentence) {
    var lower = sentence.toLowerCase(Locale.ROOT);
    return lower.startsWith("the ") ? sentence.substring("the ".length()) : sentence;
  }

  /** The one file that a sentence of this form is about. */
  private static Optional<String> file(Pattern form, String sentence, Subject subject) {
    var matcher = form.matcher(sentence);
    return matcher.matches() ? NamedFile.of(matcher.group("file"), subject) : Optional.empty();
  }

  private static Ruling licence(Subject subject) {
    return LicenceRule.isMit(subject)
        ? new Ruling(Verdict.PASS, "LICENSE is the text of the MIT licence")
        : new Ruling(Verdict.FAIL, "LICENSE is missing, or not the text of the MIT licence");
  }

  /** What lies in a folder is not at the root, whatever else is meant. */
  private static Optional<Ruling> exists(String path, String sentence, Subject subject) {
    var namesRoot = sentence.toLowerCase(Locale.ROOT).matches(".* (?:at|in|to) .*root.*");
    return path.contains("/") && namesRoot ? Optional.empty() : Optional.of(exists(path, subject));
  }

  private static Ruling exists(String path, Subject subject) {
    return subject.tree().get(path).isPresent()
        ? new Ruling(Verdict.PASS, path + " is there")
        : new Ruling(Verdict.FAIL, path + ": there is no such file");
  }

  /** Of a file that holds nothing but blanks two readers may say either. */
  private static Optional<Ruling> filled(String path, Subject subject) {
    var content = subject.tree().get(path);
    if (content.isEmpty()) {
      return Optional.of(exists(path, subject));
    }
    if (content.get().size() == 0) {
      return Optional.of(new Ruling(Verdict.FAIL, path + " is empty"));
    }
    return content.get().text().filter(String::isBlank).isPresent()
        ? Optional.empty()
        : Optional.of(new Ruling(Verdict.PASS, path + " holds something"));
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

  /** By the rules for that format, where the file's name says that it is of it. */
  private static Optional<Ruling> valid(String path, String sentence, Subject subject) {
    var matcher = Wording.VALID.matcher(sentence);
    var named = matcher.matches() ? matcher.group("format").toUpperCase(Locale.ROOT) : "";
    var format = Format.valueOf(named.replace("YML", "YAML"));
    if (!format.isOf(path)) {
      return Optional.empty();
    }
    if (subject.tree().get(path).isEmpty()) {
      return Optional.of(exists(path, subject));
    }
    var fault = format.fault(subject, path);
    if (fault.filter(Fault::isMinor).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        fault
            .map(each -> new Ruling(Verdict.FAIL, path + each.where() + each.what()))
            .orElseGet(() -> new Ruling(Verdict.PASS, path + " parses as " + format)));
  }

  /** A verdict and the reason for it. */
  public record Ruling(Verdict verdict, String reason) {}
}
