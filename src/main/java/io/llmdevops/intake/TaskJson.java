package io.llmdevops.intake;

import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Tasks as the contract shows them. What is not known yet is null. */
final class TaskJson {

  private TaskJson() {}

  static JsonObject page(TaskPage page) {
    return new JsonObject()
        .put("tasks", array(page.tasks(), TaskJson::summary))
        .put("next", page.next().orElse(null));
  }

  static JsonObject report(TaskReport report, List<FileProgress> writing) {
    var task = report.task();
    return identity(task)
        .put("brief", report.brief())
        .put("state", task.state().wire())
        .put("created_at", task.createdAt())
        .put("deadline", task.deadline())
        .mergeIn(outcome(task))
        .put("attempts", task.attempts())
        .put("error", task.error().orElse(null))
        .put("timeline", array(report.timeline(), TaskJson::event))
        .put("usage", UsageJson.of(report.calls()))
        .put("writing", mayBeWriting(task, writing) ? array(writing, TaskJson::progress) : null)
        .put("versions", array(report.versions(), TaskJson::version));
  }

  private static JsonObject summary(Task task) {
    return identity(task)
        .put("state", task.state().wire())
        .put("created_at", task.createdAt())
        .put("deadline", task.deadline())
        .mergeIn(outcome(task));
  }

  private static JsonObject identity(Task task) {
    return new JsonObject()
        .put("id", task.id().value())
        .put("email", task.email())
        .put("task", task.task())
        .put("round", task.round())
        .put("nonce", task.nonce());
  }

  private static JsonObject outcome(Task task) {
    return new JsonObject()
        .put("repo_url", task.repoUrl().orElse(null))
        .put("commit_sha", task.commitSha().orElse(null))
        .put("pages_url", task.pagesUrl().orElse(null));
  }

  /** A message may arrive late: only in these states a model writes. */
  private static boolean mayBeWriting(Task task, List<FileProgress> writing) {
    return !writing.isEmpty()
        && (task.state() == TaskState.ACCEPTED || task.state() == TaskState.REJECTED);
  }

  private static JsonObject event(TaskReport.Event event) {
    return new JsonObject()
        .put("at", event.at())
        .put("state", event.state().wire())
        .put("detail", event.detail());
  }

  private static JsonObject progress(FileProgress file) {
    return new JsonObject()
        .put("path", file.path())
        .put("bytes", file.bytes())
        .put("done", file.done());
  }

  private static JsonObject version(TaskReport.Judged version) {
    return new JsonObject()
        .put("number", version.number())
        .put("model", version.model())
        .put("published", version.published())
        .put("dropped", array(version.dropped(), TaskJson::dropped))
        .put("checks", array(version.checks(), TaskJson::check));
  }

  private static JsonObject dropped(Version.Dropped dropped) {
    return new JsonObject().put("path", dropped.path()).put("reason", dropped.reason());
  }

  private static JsonObject check(CheckResult result) {
    return new JsonObject()
        .put("check", result.check())
        .put("verdict", result.verdict().wire())
        .put("reason", result.reason())
        .put("evidence", result.evidence());
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
    return new JsonArray(items.stream().map(json).toList());
  }
}
