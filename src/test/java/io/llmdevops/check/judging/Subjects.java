package io.llmdevops.check.judging;

import io.llmdevops.check.repository.Rule;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Builds what the rules judge. */
public final class Subjects {

  public static final String README =
      "# App\n\n## Summary\n\nA page.\n\n## Setup\n\nNone.\n\n## Usage\n\nOpen it.\n\n"
          + "## Code explanation\n\nOne file.\n\n## License\n\nMIT\n";

  private final TreeMap<String, Content> files = new TreeMap<>();
  private final TreeMap<String, Content> base = new TreeMap<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<String> failedEdits = new ArrayList<>();
  private String summary = "Build it";
  private String task = "app";

  public static Subjects with(String path, String text) {
    return new Subjects().file(path, text);
  }

  public static Subjects page(String html) {
    return with("index.html", html);
  }

  public Subjects file(String path, String text) {
    return file(path, Content.utf8(text));
  }

  public Subjects file(String path, Content content) {
    files.put(path, content);
    return this;
  }

  public Subjects base(String path, String text) {
    base.put(path, Content.utf8(text));
    return this;
  }

  public Subjects attached(String name, String text) {
    attachments.add(new Attachment(name, "text/plain", Content.utf8(text)));
    return this;
  }

  public Subjects check(Check check) {
    checks.add(check);
    return this;
  }

  public Subjects changed(Change change) {
    changes.add(change);
    return this;
  }

  public Subjects failedEdit(String path) {
    failedEdits.add(path);
    return this;
  }

  public Subjects task(String name) {
    task = name;
    return this;
  }

  public Subjects summary(String text) {
    summary = text;
    return this;
  }

  public Subject subject() {
    var request =
        new TaskRequest(
            "a@example.com", task, 1, "n", "brief", checks, "http://e.example/", attachments);
    var version =
        new Version(1, "model", summary, Optional.empty(), changes, List.of(), failedEdits);
    return new Subject(TaskId.random(), request, version, FileTree.of(base), FileTree.of(files));
  }

  public List<CheckResult> judgedBy(Rule rule) {
    return rule.judge(subject());
  }

  /** The reasons of what failed. */
  public List<String> faults(Rule rule) {
    return reasons(rule, Verdict.FAIL);
  }

  public List<String> warnings(Rule rule) {
    return reasons(rule, Verdict.WARN);
  }

  private List<String> reasons(Rule rule, Verdict verdict) {
    return judgedBy(rule).stream()
        .filter(result -> result.verdict() == verdict)
        .map(CheckResult::reason)
        .toList();
  }
}
