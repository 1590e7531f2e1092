package io.llmdevops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.TaskState;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds all that an engine has made against what it was asked for. */
final class Proof {

  private final WebClient client;
  private final Workshop workshop;
  private final Evaluator evaluator;
  private final Load load;

  Proof(Vertx vertx, Workshop workshop, Evaluator evaluator, Load load) {
    this.client = WebClient.create(vertx);
    this.workshop = workshop;
    this.evaluator = evaluator;
    this.load = load;
  }

  /** What a running engine serves: status, pages. */
  void ofServing() throws Exception {
    for (var id : load.answered().keySet()) {
      var task = status(id);
      assertThat(task.getString("state")).as(id).isEqualTo("notified");
      assertThat(task.getString("error")).as(id).isNull();
      assertThat(endedCalls(task))
          .as("calls for " + id)
          .hasSameSizeAs(task.getJsonArray("versions"));
      var page = client.getAbs(task.getString("pages_url")).send().await(10, TimeUnit.SECONDS);
      assertThat(page.statusCode()).as(id).isEqualTo(200);
      prove(task);
    }
  }

  private static List<?> endedCalls(JsonObject task) {
    return task.getJsonObject("usage").getJsonArray("per_call").stream()
        .filter(call -> ((JsonObject) call).getValue("duration_ms") != null)
        .toList();
  }

  private JsonObject status(String id) throws Exception {
    return client
        .getAbs(workshop.url() + "/tasks/" + id)
        .bearerTokenAuthentication(Workshop.SECRET)
        .send()
        .await(10, TimeUnit.SECONDS)
        .bodyAsJsonObject();
  }

  /** It came at least once, each time the same, and says what the status says. */
  private void prove(JsonObject task) {
    var bodies = evaluator.callbacks(task.getString("nonce"));
    assertThat(bodies).as("callbacks for " + task.getString("id")).isNotEmpty();
    assertThat(new HashSet<>(bodies)).as("one content").hasSize(1);
    var body = bodies.get(0).toJsonObject();
    for (var field :
        List.of("email", "task", "round", "nonce", "repo_url", "commit_sha", "pages_url")) {
      assertThat(body.getValue(field)).as(field).isEqualTo(task.getValue(field));
    }
  }

  /**
   * What lies on the disk of one that has stopped: the database, the repositories.
   *
   * @param cutShort so many calls were, and each still counts
   */
  void ofData(int cutShort) throws Exception {
    var snapshot = workshop.snapshot();
    assertThat(snapshot.tasks().values().stream().mapToInt(Snapshot.Row::openCalls).sum())
        .as("calls cut short")
        .isEqualTo(cutShort);
    for (var row : snapshot.tasks().values()) {
      assertThat(row.state()).as(row.toString()).isEqualTo(TaskState.NOTIFIED);
      assertThat(row.calls()).as(row.toString()).isEqualTo(Load.callsFor(row));
      assertThat(row.versions()).as(row.toString()).isEqualTo(Load.callsFor(row));
    }
    var names = new HashSet<String>();
    for (var rounds : snapshot.byRepository().values()) {
      var name = rounds.get(0).repository();
      assertThat(rounds).as(name).allSatisfy(row -> assertThat(row.repository()).isEqualTo(name));
      assertThat(names.add(name)).as("shared by two tasks: " + name).isTrue();
      new PublishedRepository(workshop.repositories().resolve(name + ".git")).assertHolds(rounds);
    }
    assertThat(repositories()).containsExactlyInAnyOrderElementsOf(names);
  }

  private List<String> repositories() throws IOException {
    try (var all = Files.list(workshop.repositories())) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".git"))
          .map(name -> name.substring(0, name.length() - ".git".length()))
          .toList();
    }
  }
}
