package io.llmdevops.llm;

import io.llmdevops.model.Spent;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskReport.GivenUp;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Finds out what a model starts from. */
final class Situations {

  private final TaskStore store;
  private final Repositories repositories;

  Situations(TaskStore store, Repositories repositories) {
    this.store = store;
    this.repositories = repositories;
  }

  /**
   * Where a task stands.
   *
   * @param situation what a model starts from
   * @param spent on this task so far
   * @param givenUp models that are not asked any more
   */
  record Standing(Situation situation, Spent spent, List<GivenUp> givenUp) {}

  Future<Standing> of(Work work) {
    var request = store.request(work.id());
    var report = store.report(work.id());
    return Future.all(request, report)
        .compose(
            both -> {
              var known = report.result().orElseThrow();
              var spent = Spent.on(known.calls());
              return situation(work, request.result(), known)
                  .map(situation -> new Standing(situation, spent, known.givenUp()));
            });
  }

  private Future<Situation> situation(Work work, TaskRequest request, TaskReport report) {
    return LlmStep.isRepair(work)
        ? lookAtRepair(work, request, report)
        : lookAtHead(work, request, report);
  }

  private Future<Situation> lookAtHead(Work work, TaskRequest request, TaskReport report) {
    return repositories
        .during(work::requireLease)
        .head(work.task().repositoryKey())
        .compose(
            head ->
                files(work, head)
                    .map(
                        files ->
                            situation(request, report, head, files, Optional.empty(), List.of())));
  }

  private Future<Situation> lookAtRepair(Work work, TaskRequest request, TaskReport report) {
    return store
        .versions(work.id())
        .compose(
            versions -> {
              var failed = failed(work, versions);
              return files(work, failed.base())
                  .map(
                      files ->
                          situation(
                              request,
                              report,
                              failed.base(),
                              files,
                              Optional.of(failed),
                              failures(report, failed)));
            });
  }

  /** The newest; or, once one has been chosen, that one, which then failed where it went. */
  private static Version failed(Work work, List<Version> versions) {
    var newest = versions.get(versions.size() - 1);
    var number = work.task().chosen().orElse(newest.number());
    return versions.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElse(newest);
  }

  private Future<FileTree> files(Work work, Optional<CommitRef> commit) {
    return commit
        .map(repositories.during(work::requireLease)::files)
        .orElse(Future.succeededFuture(FileTree.EMPTY));
  }

  private static Situation situation(
      TaskRequest request,
      TaskReport report,
      Optional<CommitRef> base,
      FileTree files,
      Optional<Version> previous,
      List<CheckResult> failures) {
    var number = report.versions().size() + 1;
    return new Situation(request, number, base, files, previous, failures);
  }

  private static List<CheckResult> failures(TaskReport report, Version version) {
    return report.versions().stream()
        .filter(judged -> judged.number() == version.number())
        .flatMap(judged -> judged.checks().stream())
        .filter(result -> result.verdict() == Verdict.FAIL)
        .toList();
  }
}
