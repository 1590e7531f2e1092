package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Content;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every file that calls itself of one kind can be read as that. */
abstract class FormatRule implements Rule {

  private static final Logger log = LoggerFactory.getLogger(FormatRule.class);

  private final StandingCheck check;
  private final String kind;
  private final int largest;

  /**
   * @param kind for a person
   * @param largest in bytes; what is longer is not read, and warned of
   */
  FormatRule(StandingCheck check, String kind, int largest) {
    this.check = check;
    this.kind = kind;
    this.largest = largest;
  }

  /** Whether a file of that name is of this kind. */
  abstract boolean isOne(String lowerCasePath);

  abstract Optional<Fault> fault(String path, Content content);

  @Override
  public final StandingCheck check() {
    return check;
  }

  @Override
  public final List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check);
    var count = 0;
    for (var file : subject.tree().files().entrySet()) {
      if (isOne(file.getKey().toLowerCase(Locale.ROOT))) {
        count++;
        judge(subject, file.getKey(), file.getValue(), findings);
      }
    }
    return findings.orPassed(count + " " + kind + " files, each one parses");
  }

  private void judge(Subject subject, String path, Content content, Findings findings) {
    if (content.size() > largest) {
      findings.warn(path + ": too large to be read here, so it was not", "");
      return;
    }
    fault(path, content).ifPresent(fault -> add(subject, path, fault, findings));
  }

  /** For a question about one file, which no file may keep from an end. */
  final Optional<Fault> faultIfReadable(Subject subject, String path) {
    var content = subject.tree().get(path).orElseThrow();
    if (content.size() > largest) {
      return Optional.of(Fault.minor("too large to be read here"));
    }
    try {
      return fault(path, content);
    } catch (RuntimeException | StackOverflowError unreadable) {
      log.atError()
          .addKeyValue("task", subject.task())
          .setCause(unreadable)
          .log("check {} came to no verdict", check);
      return Optional.of(Fault.minor("it could not be read to its end"));
    }
  }

  private static void add(Subject subject, String path, Fault fault, Findings findings) {
    var reason = path + fault.where() + fault.what();
    if (fault.isMinor()) {
      findings.warn(reason, fault.at());
    } else {
      findings.addUnlessInherited(subject, path, reason, fault.at());
    }
  }

  static boolean endsInOneOf(List<String> endings, String path) {
    return endings.stream().anyMatch(path::endsWith);
  }
}
