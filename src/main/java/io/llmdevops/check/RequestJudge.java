package io.llmdevops.check;

import io.llmdevops.check.judging.Judge;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.check.statement.Statements;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The request's own checks, one result for each, in their order. What needs somebody who can read,
 * or a browser, is not judged, and never passes for that.
 */
final class RequestJudge implements Judge {

  private static final String NEEDS_BROWSER =
      "needs a browser; browser checks are not part of this version";
  private static final String NEEDS_MODEL = "needs a judging model; none is part of this version";

  private final SecretSearch search;
  private final OnWorker worker;

  RequestJudge(SecretSearch search, OnWorker worker) {
    this.search = search;
    this.worker = worker;
  }

  @Override
  public Future<List<CheckResult>> judge(Subject subject) {
    return worker.run(() -> results(subject));
  }

  private List<CheckResult> results(Subject subject) {
    var checks = subject.request().checks();
    return IntStream.range(0, checks.size())
        .mapToObj(index -> result(checks.get(index), index, subject))
        .toList();
  }

  private CheckResult result(Check check, int index, Subject subject) {
    if (search.foundIn(check.label())) {
      var label = "check " + (index + 1) + " of the request";
      return new CheckResult(
          label, Verdict.NOT_JUDGED, "its text holds a secret of the engine and is left out", "");
    }
    if (check instanceof Check.Statement statement) {
      return Statements.decide(statement.text(), subject)
          .map(
              each -> new CheckResult(check.label(), each.verdict(), Texts.line(each.reason()), ""))
          .orElseGet(() -> notJudged(check, NEEDS_MODEL));
    }
    return notJudged(check, NEEDS_BROWSER);
  }

  private static CheckResult notJudged(Check check, String why) {
    return new CheckResult(check.label(), Verdict.NOT_JUDGED, why, "");
  }
}
