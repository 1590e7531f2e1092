package io.llmdevops.check;

import io.llmdevops.check.judging.OnWorker;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskReport.Judged;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.util.ArrayList;
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
  private final Judging judging;
  private final int maxRepairs;

  /**
   * @param maxRepairs after the first version; by then the best one is as good as it gets
   */
  CheckStep(
      TaskStore store,
      Repositories repositories,
      OnWorker worker,
      SecretsRule secrets,
      Judging judging,
      int maxRepairs) {
    this.store = store;
    this.repositories = repositories;
    this.worker = worker;
    this.secrets = secrets;
    this.judging = judging;
    this.maxRepairs = maxRepairs;
  }

  @Override
  public Future<Outcome> run(Work work) {
    return store
        .versions(work.id())
        .compose(
            versions ->
                versions.isEmpty()
                    ? Future.succeededFuture(Outcome.fail("no version was written"))
                    : store
                        .report(work.id())
                        .compose(
                            report ->
                                decide(
                                    work,
                                    versions.get(versions.size() - 1),
                                    report.orElseThrow())));
  }

  private Future<Outcome> decide(Work work, Version newest, TaskReport report) {
    var judged = judged(report);
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
                                    .map(judgement -> decide(work, report, newest, judgement))));
  }

  private static List<Judged> judged(TaskReport report) {
    return report.versions().stream().filter(version -> !version.checks().isEmpty()).toList();
  }

  private Future<Judgement> judge(Work work, TaskRequest request, Version version) {
    return version
        .base()
        .map(repositories.during(work::requireLease)::files)
        .orElseGet(() -> Future.succeededFuture(FileTree.EMPTY))
        .compose(base -> worker.run(() -> subject(work, request, version, base)))
        .compose(subject -> judging.judge(work, subject));
  }

  private static Subject subject(Work work, TaskRequest request, Version version, FileTree base) {
    var assembly = Assembly.of(base, request.attachments(), version, work.task().createdAt());
    return new Subject(work.id(), request, version, base, assembly.files());
  }

  private Outcome decide(Work work, TaskReport report, Version newest, Judgement judgement) {
    log.atDebug().addKeyValue("task", work.id()).log("version {} is judged", newest.number());
    var results = judgement.results();
    var fresh = new Judged(newest.number(), newest.model(), false, newest.dropped(), results);
    var all = Stream.concat(judged(report).stream(), Stream.of(fresh)).toList();
    var whyNot = whyNoRepair(work, all, newest);
    return new Decision(all, whyNot.isEmpty(), whyNot).outcome(facts(report, newest, judgement));
  }

  private static List<Fact> facts(TaskReport report, Version newest, Judgement judgement) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact.VersionChecked(newest.number(), judgement.results()));
    judgement
        .picture()
        .ifPresent(picture -> facts.add(new Fact.Pictured(newest.number(), picture)));
    judgement.facts().stream().filter(fact -> !isKnown(fact, report)).forEach(facts::add);
    return facts;
  }

  /** A task without a browser is told so once, however many versions it takes. */
  private static boolean isKnown(Fact fact, TaskReport report) {
    return fact instanceof Fact.Note note
        && report.timeline().stream().anyMatch(event -> event.detail().equals(note.detail()));
  }

  /** For the timeline; empty where the model may be asked once more. */
  private String whyNoRepair(Work work, List<Judged> all, Version newest) {
    if (newest.number() > maxRepairs) {
      return "no repairs left";
    }
    if (all.stream().anyMatch(Judged::published)) {
      return "what was published is repaired once";
    }
    return work.deadline().leftForWriting().isZero() ? "no time left for a repair" : "";
  }
}
