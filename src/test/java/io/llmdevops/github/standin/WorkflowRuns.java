package io.llmdevops.github.standin;

import io.llmdevops.github.standin.Run.Job;
import io.llmdevops.github.standin.Run.StepState;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plays workflows: a run for each push, whose jobs come one after the other. */
final class WorkflowRuns {

  private static final String FOLDER = ".github/workflows/";

  private final Hub hub;
  private final Fates fates = new Fates();
  private int number;

  WorkflowRuns(Hub hub) {
    this.hub = hub;
  }

  Fates fates() {
    return fates;
  }

  Future<Void> pushed(Hosted repository, String pusher) {
    if (!repository.actions()) {
      return Future.succeededFuture();
    }
    var sha = repository.head();
    return hub.onWorker(() -> workflows(repository, sha))
        .map(
            files -> {
              files.stream()
                  .filter(WorkflowFile::onPush)
                  .forEach(file -> play(repository, add(repository, file, "push", sha, pusher)));
              return null;
            });
  }

  private static List<WorkflowFile> workflows(Hosted repository, String sha) {
    return repository.git().files(sha).entrySet().stream()
        .filter(file -> file.getKey().matches(FOLDER + "[^/]+\\.ya?ml"))
        .map(
            file ->
                WorkflowFile.read(
                    file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)))
        .toList();
  }

  private Run add(Hosted repository, WorkflowFile file, String event, String sha, String actor) {
    var run = new Run(hub.nextId(), ++number, file, event, sha, actor);
    run.jobs(jobs(run));
    repository.add(run);
    return run;
  }

  private List<Job> jobs(Run run) {
    var jobs = new ArrayList<Job>();
    run.workflow()
        .jobs()
        .forEach((name, steps) -> jobs.add(new Job(hub.nextId(), name, steps(steps))));
    return jobs;
  }

  private static List<StepState> steps(List<WorkflowFile.Step> steps) {
    var all = new ArrayList<StepState>();
    all.add(new StepState("Set up job", "", "queued", null));
    steps.forEach(step -> all.add(new StepState(step.name(), step.uses(), "queued", null)));
    all.add(new StepState("Complete job", "", "queued", null));
    return all;
  }

  /** The run that GitHub makes for the build of a branch; it moves with the build. */
  Run ofBranch(Hosted repository, Build build) {
    return add(repository, WorkflowFile.OF_A_BRANCH, "dynamic", build.commit(), build.pusher());
  }

  private void play(Hosted repository, Run run) {
    var fate = fates.take();
    if (fate.kind() != Fate.Kind.IS_STUCK) {
      hub.later(hub.options.delays().queued(), () -> run.becomes("in_progress", null));
      var whole = hub.options.delays().queued().plus(hub.options.delays().building());
      hub.later(whole, () -> finish(repository, run, fate));
    }
  }

  private void finish(Hosted repository, Run run, Fate fate) {
    var deploys = fate.kind() == Fate.Kind.SUCCEEDS && hasDeployment(run);
    if (!deploys) {
      end(run, fate);
    } else if (repository.site().isEmpty()) {
      end(run, Fate.fails(notEnabled(repository, run)));
    } else {
      deploy(repository, run);
    }
  }

  private static boolean hasDeployment(Run run) {
    return run.workflow().jobs().values().stream()
        .flatMap(List::stream)
        .anyMatch(WorkflowFile.Step::deploys);
  }

  /** As actions/deploy-pages says it. */
  private String notEnabled(Hosted repository, Run run) {
    return "Failed to create deployment (status: 404) with build version "
        + run.sha()
        + ". Ensure GitHub Pages has been enabled: "
        + hub.urls.html(repository)
        + "/settings/pages";
  }

  private void deploy(Hosted repository, Run run) {
    BranchBuilds.deployment(hub, repository, run.sha(), files -> false)
        .onSuccess(
            deployment -> {
              // A site that is built from its branch ignores what workflows deploy.
              repository.site().filter(Site::isWorkflow).ifPresent(s -> s.deploy(deployment));
              end(run, Fate.SUCCEEDS);
            })
        .onFailure(cause -> end(run, Fate.fails(cause.toString())));
  }

  /** The run and all its jobs are over. */
  void end(Run run, Fate fate) {
    var conclusion =
        switch (fate.kind()) {
          case SUCCEEDS -> "success";
          case IS_CANCELLED -> "cancelled";
          default -> "failure";
        };
    new Ending(run, fate, conclusion).write();
    run.becomes("completed", run.jobs().isEmpty() ? "failure" : conclusion);
  }

  /** A new attempt with new jobs. */
  void again(Hosted repository, Run run) {
    run.again();
    run.jobs(jobs(run));
    play(repository, run);
  }
}
