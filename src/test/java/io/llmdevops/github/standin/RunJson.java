package io.llmdevops.github.standin;

import io.llmdevops.github.standin.Run.Job;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Workflow runs and their jobs in the shapes of the API. */
final class RunJson {

  private final Hub hub;
  private final RepositoryJson repositories;

  RunJson(Hub hub) {
    this.hub = hub;
    repositories = new RepositoryJson(hub);
  }

  private String url(Hosted repository, Run run) {
    return hub.urls.api(repository) + "/actions/runs/" + run.id();
  }

  private String html(Hosted repository, Run run) {
    return hub.urls.html(repository) + "/actions/runs/" + run.id();
  }

  JsonObject run(Hosted repository, Run run) {
    var url = url(repository, run);
    var workflow = run.workflow();
    var workflowId = Math.abs(workflow.path().hashCode());
    var actor = hub.accounts.account(run.actor()).map(repositories::account).orElse(null);
    var json =
        new JsonObject()
            .put("id", run.id())
            .put("name", workflow.name())
            .put("node_id", RepositoryJson.nodeId("WFR", run.id()))
            .put("head_branch", "main")
            .put("head_sha", run.sha())
            .put("path", workflow.path())
            .put("display_title", workflow.name())
            .put("run_number", run.number())
            .put("event", run.event())
            .put("status", run.status())
            .put("conclusion", run.conclusion())
            .put("workflow_id", workflowId)
            .put("check_suite_id", run.id() + 1)
            .put("check_suite_node_id", RepositoryJson.nodeId("CS", run.id() + 1))
            .put("url", url)
            .put("html_url", html(repository, run))
            .put("pull_requests", new JsonArray())
            .put("created_at", RepositoryJson.time(run.createdAt()))
            .put("updated_at", RepositoryJson.time(run.updatedAt()))
            .put("run_attempt", run.attempt())
            .put("referenced_workflows", new JsonArray())
            .put("run_started_at", RepositoryJson.time(run.createdAt()))
            .put("jobs_url", url + "/jobs")
            .put("logs_url", url + "/logs")
            .put("check_suite_url", hub.urls.api(repository) + "/check-suites/" + (run.id() + 1))
            .put("artifacts_url", url + "/artifacts")
            .put("cancel_url", url + "/cancel")
            .put("rerun_url", url + "/rerun")
            .putNull("previous_attempt_url")
            .put("workflow_url", hub.urls.api(repository) + "/actions/workflows/" + workflowId)
            .put("head_commit", headCommit(run))
            .put("repository", repositories.minimal(repository))
            .put("head_repository", repositories.minimal(repository));
    return actor == null ? json : json.put("actor", actor).put("triggering_actor", actor);
  }

  private static JsonObject headCommit(Run run) {
    var person = new JsonObject().put("name", "Engine").put("email", "engine@example.com");
    return new JsonObject()
        .put("id", run.sha())
        .put("tree_id", run.sha())
        .put("message", "Message of the commit")
        .put("timestamp", RepositoryJson.time(run.createdAt()))
        .put("author", person)
        .put("committer", person);
  }

  JsonObject job(Hosted repository, Run run, Job job) {
    var steps = new JsonArray();
    for (var step : job.steps) {
      steps.add(
          new JsonObject()
              .put("name", step.name())
              .put("status", step.status())
              .put("conclusion", step.conclusion())
              .put("number", steps.size() + 1)
              .put("started_at", RepositoryJson.time(run.createdAt()))
              .put("completed_at", job.endedAt == null ? null : RepositoryJson.time(job.endedAt)));
    }
    var url = hub.urls.api(repository) + "/actions/jobs/" + job.id;
    return new JsonObject()
        .put("id", job.id)
        .put("run_id", run.id())
        .put("run_url", url(repository, run))
        .put("run_attempt", run.attempt())
        .put("node_id", RepositoryJson.nodeId("CR", job.id))
        .put("head_sha", run.sha())
        .put("url", url)
        .put("html_url", html(repository, run) + "/job/" + job.id)
        .put("status", running(run, job))
        .put("conclusion", job.conclusion)
        .put("created_at", RepositoryJson.time(run.createdAt()))
        .put("started_at", RepositoryJson.time(run.createdAt()))
        .put("completed_at", job.endedAt == null ? null : RepositoryJson.time(job.endedAt))
        .put("name", job.name)
        .put("steps", steps)
        .put("check_run_url", hub.urls.api(repository) + "/check-runs/" + job.id)
        .put("labels", new JsonArray().add("ubuntu-latest"))
        .put("runner_id", 1)
        .put("runner_name", "GitHub Actions 1")
        .put("runner_group_id", 0)
        .put("runner_group_name", "GitHub Actions")
        .put("workflow_name", run.workflow().name())
        .put("head_branch", "main");
  }

  private static String running(Run run, Job job) {
    return run.isCompleted() ? job.status : run.status();
  }
}
