package io.llmdevops.github.standin;

import io.llmdevops.github.standin.Run.Job;
import io.llmdevops.github.standin.Run.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the jobs of a run end: up to the step that fails all is well, what comes after is skipped.
 * The step that fails is the one that deploys, or the last one of the last job.
 */
record Ending(Run run, Fate fate, String conclusion) {

  void write() {
    var failed = false;
    var jobs = run.jobs();
    for (var job : jobs) {
      var isLast = job == jobs.get(jobs.size() - 1);
      if (failed) {
        job.steps = List.of();
        job.ends("skipped");
      } else if (fate.kind() == Fate.Kind.SUCCEEDS) {
        end(job, Integer.MAX_VALUE);
      } else if (failing(job) >= 0 || isLast) {
        end(job, failing(job) >= 0 ? failing(job) : job.steps.size() - 2);
        failed = true;
      } else {
        end(job, Integer.MAX_VALUE);
      }
    }
  }

  private static int failing(Job job) {
    for (var i = 0; i < job.steps.size(); i++) {
      if (job.steps.get(i).uses().startsWith("actions/deploy-pages@")) {
        return i;
      }
    }
    return -1;
  }

  private void end(Job job, int failing) {
    var steps = new ArrayList<StepState>();
    var log = new StringBuilder();
    for (var i = 0; i < job.steps.size(); i++) {
      var step = job.steps.get(i);
      line(log, "##[group]" + step.name());
      line(log, "##[endgroup]");
      if (i == failing) {
        line(log, "##[error]" + fate.message());
      }
      steps.add(step.ended(i == failing ? conclusion : i < failing ? "success" : "skipped"));
    }
    job.steps = steps;
    job.log = log.toString();
    job.ends(failing < job.steps.size() ? conclusion : "success");
  }

  private static void line(StringBuilder log, String text) {
    log.append(Instant.now()).append(' ').append(text).append('\n');
  }
}
