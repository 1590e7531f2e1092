package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Judge;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be told of a version from its files alone. Where it holds a secret, nothing else of it
 * is told: whatever is quoted could be a piece of that.
 */
public final class RepositoryJudge implements Judge {

  private static final Logger log = LoggerFactory.getLogger(RepositoryJudge.class);

  private static final List<Rule> RULES =
      List.of(
          new IndexRule(),
          new ReferencesRule(),
          new ForbiddenRule(),
          new LimitsRule(),
          new JsonRule(),
          new YamlRule(),
          new XmlRule(),
          new CsvRule(),
          new AttachmentsRule(),
          new EditsRule(),
          new ReadmeRule(),
          new LicenceRule());

  private final SecretsRule secrets;
  private final OnWorker worker;

  public RepositoryJudge(SecretsRule secrets, OnWorker worker) {
    this.secrets = secrets;
    this.worker = worker;
  }

  @Override
  public Future<List<CheckResult>> judge(Subject subject) {
    return worker.run(() -> results(subject));
  }

  private List<CheckResult> results(Subject subject) {
    var clean = secrets.judge(subject);
    if (clean.stream().anyMatch(result -> result.verdict() == Verdict.FAIL)) {
      return clean;
    }
    return Stream.concat(clean.stream(), RULES.stream().flatMap(rule -> guarded(rule, subject)))
        .toList();
  }

  /** A file that a rule cannot cope with must not keep the task from its end. */
  private static Stream<CheckResult> guarded(Rule rule, Subject subject) {
    try {
      return rule.judge(subject).stream();
    } catch (RuntimeException | StackOverflowError e) {
      log.atError()
          .addKeyValue("task", subject.task())
          .setCause(e)
          .log("check {} came to no verdict", rule.check());
      var reason = "a file here could not be read to its end";
      return Stream.of(rule.check().result(Verdict.NOT_JUDGED, reason, ""));
    }
  }
}
