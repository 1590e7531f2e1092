package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Callbacks;
import io.llmdevops.Machine;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** An engine, a model that writes for it, and somebody who sends tasks and takes callbacks. */
final class Trial implements AutoCloseable {

  /** With what a shell would find on this machine, the browser among it. */
  static final Map<String, String> ALL_THAT_IS_INSTALLED = Map.of("PATH", System.getenv("PATH"));

  private static final int SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  private final Path folder;
  private final Callbacks callbacks;
  private final WritingModel model;
  private final Machine machine;

  /**
   * @param folder its own
   * @param settings by key
   * @param environment of its engine
   */
  Trial(Path folder, JsonObject settings, Map<String, String> environment) throws Exception {
    this.folder = folder;
    this.callbacks = new Callbacks(vertx);
    this.model = new WritingModel(vertx);
    var all = new JsonObject().put("browser_check_ms", 1_000);
    this.machine =
        new Machine(
            vertx,
            folder.resolve("machine"),
            all.mergeIn(model.settings()).mergeIn(settings),
            environment);
  }

  Vertx vertx() {
    return vertx;
  }

  WritingModel model() {
    return model;
  }

  Machine machine() {
    return machine;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** One more life of its engine, which is ready. */
  Trial start() throws Exception {
    machine.start().awaitReady();
    return this;
  }

  /** What {@link WritingModel} knows this task by. */
  static String brief(String task) {
    return "The page is called \"" + task + "\".";
  }

  JsonObject request(String task, String... checks) {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("task", task)
        .put("round", 1)
        .put("nonce", "nonce of " + task)
        .put("brief", brief(task))
        .put("checks", new JsonArray(List.of(checks)))
        .put("evaluation_url", callbacks.url());
  }

  /** Sends it and gives what is told of it once its callback has arrived, which was in time. */
  Report notified(JsonObject request) throws Exception {
    return notified(machine.post(request), request);
  }

  /** Likewise of one that was sent before. */
  Report notified(String id, JsonObject request) throws Exception {
    try {
      callbacks.await(request.getString("nonce"), SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no callback: " + report(id) + "\n" + machine.tail(), e);
    }
    machine.awaitLine("notification: notified", id);
    var report = report(id);
    var callback = callbacks.only(request.getString("nonce"));
    for (var field : callback.fieldNames()) {
      assertThat(callback.getValue(field)).as(field).isEqualTo(report.json().getValue(field));
    }
    assertThat(report.at("notified")).isBeforeOrEqualTo(report.deadline());
    return report;
  }

  /** Sends it and gives what is told of it once it has failed. */
  Report failed(JsonObject request) throws Exception {
    var id = machine.post(request);
    machine.awaitLine(": failed: ", id);
    return report(id);
  }

  Report report(String id) throws Exception {
    return new Report(machine.get("/tasks/" + id).toJsonObject());
  }

  /** The text that is served at this address. */
  String text(String url) throws Exception {
    var answer = client.getAbs(url).send().await(SECONDS, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.bodyAsString();
  }

  /** The files of each commit, the latest first, by their paths. */
  List<Map<String, String>> history(String repoUrl) throws Exception {
    var clone = Files.createTempDirectory(folder, "clone").toFile();
    var commits = new ArrayList<Map<String, String>>();
    try (var git = Git.cloneRepository().setURI(repoUrl).setBare(true).setDirectory(clone).call()) {
      for (var commit : git.log().call()) {
        commits.add(files(git.getRepository(), commit));
      }
    }
    return commits;
  }

  private static Map<String, String> files(Repository repository, RevCommit commit)
      throws Exception {
    var files = new LinkedHashMap<String, String>();
    try (var walk = new TreeWalk(repository)) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        var bytes = repository.open(walk.getObjectId(0)).getBytes();
        files.put(walk.getPathString(), new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  /** Also waits for the browsers: until their end they write into folders. */
  @Override
  public void close() {
    var all = machine.descendants();
    machine.close();
    new Processes(vertx).awaitEnd(all);
    vertx.close().await();
  }
}
