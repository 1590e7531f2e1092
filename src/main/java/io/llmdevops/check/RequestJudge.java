package io.llmdevops.check;

import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.check.page.Seen;
import io.llmdevops.check.statement.StatementJudge;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.check.statement.Statements;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The request's own checks, one result for each, in their order: scripts by what a browser saw of
 * them, statements by rules where their wording leaves nothing to judge, else by a reader.
 */
final class RequestJudge {

  private static final String NO_VERDICT = "no verdict came of it";

  private final SecretSearch search;
  private final StatementJudge reader;
  private final OnWorker worker;

  RequestJudge(SecretSearch search, StatementJudge reader, OnWorker worker) {
    this.search = search;
    this.reader = reader;
    this.worker = worker;
  }

  Future<Verdicts> judge(Work work, Subject subject, Seen seen) {
    return worker
        .run(() -> settled(subject, seen))
        .compose(
            settled -> {
              var open = open(subject, settled);
              return open.isEmpty()
                  ? Future.succeededFuture(new Verdicts(List.copyOf(settled.values()), List.of()))
                  : read(work, subject, seen, open)
                      .map(read -> merged(subject, settled, open, read));
            });
  }

  /** One result for each that says why there is none. */
  List<CheckResult> notJudged(Subject subject, String why) {
    var checks = subject.request().checks();
    return IntStream.range(0, checks.size())
        .mapToObj(
            at -> unspeakable(checks.get(at), at).orElseGet(() -> notJudged(checks.get(at), why)))
        .toList();
  }

  /** What needs no reader, by its place. */
  private SortedMap<Integer, CheckResult> settled(Subject subject, Seen seen) {
    var checks = subject.request().checks();
    var settled = new TreeMap<Integer, CheckResult>();
    for (var at = 0; at < checks.size(); at++) {
      var place = at;
      unspeakable(checks.get(at), at)
          .or(() -> settled(checks.get(place), place, subject, seen))
          .ifPresent(result -> settled.put(place, result));
    }
    return settled;
  }

  private static Optional<CheckResult> settled(Check check, int at, Subject subject, Seen seen) {
    if (check instanceof Check.Statement statement) {
      return Statements.decide(statement.text(), subject)
          .map(
              each ->
                  new CheckResult(check.label(), each.verdict(), Texts.line(each.reason()), ""));
    }
    return Optional.of(
        Optional.ofNullable(seen.scripts().get(at)).orElseGet(() -> notJudged(check, NO_VERDICT)));
  }

  private Optional<CheckResult> unspeakable(Check check, int at) {
    return search.foundIn(check.label())
        ? Optional.of(
            new CheckResult(
                "check " + (at + 1) + " of the request",
                Verdict.NOT_JUDGED,
                "its text holds a secret of the engine and is left out",
                ""))
        : Optional.empty();
  }

  private static List<Integer> open(Subject subject, SortedMap<Integer, CheckResult> settled) {
    return IntStream.range(0, subject.request().checks().size())
        .filter(at -> !settled.containsKey(at))
        .boxed()
        .toList();
  }

  private Future<Verdicts> read(Work work, Subject subject, Seen seen, List<Integer> open) {
    var statements = open.stream().map(at -> subject.request().checks().get(at).label()).toList();
    var judged =
        Future.succeededFuture(statements)
            .compose(
                all -> {
                  work.requireLease();
                  return reader.judge(work, subject, all, seen.views());
                });
    return LastTry.or(work, "statements", judged, () -> new Verdicts(List.of(), List.of()));
  }

  private static Verdicts merged(
      Subject subject, SortedMap<Integer, CheckResult> settled, List<Integer> open, Verdicts read) {
    var all = new TreeMap<>(settled);
    for (var nth = 0; nth < open.size(); nth++) {
      var check = subject.request().checks().get(open.get(nth));
      var isRead = nth < read.results().size();
      all.put(open.get(nth), isRead ? read.results().get(nth) : notJudged(check, NO_VERDICT));
    }
    return new Verdicts(List.copyOf(all.values()), read.facts());
  }

  private static CheckResult notJudged(Check check, String why) {
    return new CheckResult(check.label(), Verdict.NOT_JUDGED, why, "");
  }
}
