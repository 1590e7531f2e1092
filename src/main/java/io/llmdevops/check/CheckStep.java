package io.llmdevops.check;

import io.llmdevops.check.judging.Judge;
import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the newest version and decides what becomes of the task. The results are stored together
 * with the decision: a version with results is one that was decided upon, so if the model has
 * written nothing new since, the best version so far ships.
 */
final class CheckStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(CheckStep.class);

  private final TaskStore store;
  private final Repositories repositories;
  private final OnWorker worker;
  private final SecretsRule secrets;
  private final List<Judge> judges;

  /**
   * @param judges in the order of their results
   */
  CheckStep(
      TaskStore store,
      Repositories repositories,
      OnWorker worker,
      SecretsRule secrets,
      List<Judge> judges) {
    this.store = store;
    this.repositories = repositories;
    this.worker = worker;
    this.secrets = secrets;
    this.judges = List.copyOf(judges);
  }

  @Override
  public Future<Outcome> run(Work work) {
    return store
        .versions(work.id())
        .compose(
            versions ->
                versions.isEmpty()
                    ? Future.succeededFuture(Outcome.fail("no version was written"))
                    : judged(work).compose(judged -> decide(work, versions, judged)));
  }

  private Future<List<Judged>> judged(Work work) {
    return store
        .report(work.id())
        .map(
            report ->
                report.orElseThrow().versions().stream()
                    .filter(version -> !version.checks().isEmpty())
                    .toList());
  }

  private Future<Outcome> decide(Work work, List<Version> versions, List<Judged> judged) {
    var newest = versions.get(versions.size() - 1);
    if (judged.stream().anyMatch(each -> each.number() == newest.number())) {
      var settled = new Decision(judged, false, "the model had no better one");
      return Future.succeededFuture(settled.outcome(List.of()));
    }
    return store
        .request(work.id())
        .compose(
            request ->
                worker
                    .run(() -> secrets.objection(request))
                    .compose(
                        objection ->
                            objection.isPresent()
                                ? Future.succeededFuture(Outcome.fail(objection.get()))
                                : judge(work, request, newest)
                                    .map(results -> decide(work, judged, newest, results))));
  }

  private Future<List<CheckResult>> judge(Work work, TaskRequest request, Version version) {
    return version
        .base()
        .map(repositories::files)
        .orElseGet(() -> Future.succeededFuture(FileTree.EMPTY))
        .compose(base -> worker.run(() -> subject(work, request, version, base)))
        .compose(this::judge);
  }

  private static Subject subject(Work work, TaskRequest request, Version version, FileTree base) {
    var assembly = Assembly.of(base, request.attachments(), version, work.task().createdAt());
    return new Subject(work.id(), request, version, base, assembly.files());
  }

  private Future<List<CheckResult>> judge(Subject subject) {
    return Future.all(judges.stream().map(judge -> judge.judge(subject)).toList())
        .map(done -> done.<List<CheckResult>>list().stream().flatMap(List::stream).toList());
  }

  private static Outcome decide(
      Work work, List<Judged> judged, Version newest, List<CheckResult> results) {
    log.atDebug().addKeyValue("task", work.id()).log("version {} is judged", newest.number());
    var fresh = new Judged(newest.number(), newest.model(), false, newest.dropped(), results);
    var all = Stream.concat(judged.stream(), Stream.of(fresh)).toList();
    var decision = decision(all, newest, work.deadline());
    return decision.outcome(List.of(new Fact.VersionChecked(newest.number(), results)));
  }

  private static Decision decision(List<Judged> all, Version newest, Deadline deadline) {
    if (newest.number() > Decision.MOST_REPAIRS) {
      return new Decision(all, false, "no repairs left");
    }
    if (all.stream().anyMatch(Judged::published)) {
      return new Decision(all, false, "what was published is repaired once");
    }
    if (deadline.leftForWriting().isZero()) {
      return new Decision(all, false, "no time left for a repair");
    }
    return new Decision(all, true, "");
  }
}
