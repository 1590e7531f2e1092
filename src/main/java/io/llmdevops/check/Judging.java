package io.llmdevops.check;

import io.llmdevops.check.judging.Judge;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.page.PageJudge;
import io.llmdevops.check.page.Seen;
import io.llmdevops.check.repository.RepositoryJudge;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges a version by everything there is, cheapest first: its files, its pages, the request's own
 * checks. Of one that holds a secret nothing is quoted, shown to a browser or sent to a model.
 */
final class Judging {

  private static final String LEFT_OUT =
      "what it said is left out: it holds a secret of the engine";

  private final Judge repository;
  private final PageJudge pages;
  private final RequestJudge requested;
  private final SecretSearch search;
  private final OnWorker worker;

  private Judging(
      Judge repository,
      PageJudge pages,
      RequestJudge requested,
      SecretSearch search,
      OnWorker worker) {
    this.repository = repository;
    this.pages = pages;
    this.requested = requested;
    this.search = search;
    this.worker = worker;
  }

  static Judging of(
      Instruments instruments,
      BrowserConfig browser,
      SecretsRule secrets,
      SecretSearch search,
      OnWorker worker) {
    return new Judging(
        new RepositoryJudge(secrets, worker),
        new PageJudge(instruments.browser(), browser.limits(), search, worker),
        new RequestJudge(search, instruments.reader(), worker),
        search,
        worker);
  }

  Future<Judgement> judge(Work work, Subject subject) {
    return repository
        .judge(subject)
        .compose(
            files -> holdsSecret(files) ? withoutMore(subject, files) : more(work, subject, files));
  }

  private static boolean holdsSecret(List<CheckResult> files) {
    return files.stream()
        .anyMatch(each -> each.verdict() == Verdict.FAIL && StandingCheck.SECRETS.isOf(each));
  }

  private Future<Judgement> withoutMore(Subject subject, List<CheckResult> files) {
    return worker
        .run(() -> requested.notJudged(subject, "not judged: the version holds a secret"))
        .map(
            own ->
                new Judgement(
                    Stream.concat(files.stream(), own.stream()).toList(),
                    Optional.empty(),
                    List.of()));
  }

  private Future<Judgement> more(Work work, Subject subject, List<CheckResult> files) {
    return LastTry.or(
            work,
            "pages",
            pages.judge(work, subject),
            () -> Seen.nothing(subject, "they failed, see the engine's log"))
        .compose(
            seen ->
                requested
                    .judge(work, subject, seen)
                    .compose(own -> worker.run(() -> judgement(files, seen, own))));
  }

  private Judgement judgement(List<CheckResult> files, Seen seen, Verdicts own) {
    var results =
        Stream.of(files, seen.standing(), own.results())
            .flatMap(List::stream)
            .map(this::withoutSecrets)
            .toList();
    var facts = new ArrayList<>(own.facts());
    seen.note().ifPresent(note -> facts.add(new Fact.Note(note)));
    return new Judgement(results, seen.picture(), facts);
  }

  /** The files are clean, but a page may have its words from anywhere. */
  private CheckResult withoutSecrets(CheckResult result) {
    return search.foundIn(result.reason()) || search.foundIn(result.evidence())
        ? new CheckResult(result.check(), result.verdict(), LEFT_OUT, "")
        : result;
  }
}
