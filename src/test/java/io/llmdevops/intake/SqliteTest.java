package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.TaskId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intake and the store that it runs on, together. */
class SqliteTest {

  @TempDir Path dataDir;

  private final Vertx vertx = Vertx.vertx();
  private SqlTaskStore store;
  private RunningIntake intake;

  @BeforeEach
  void start() throws Exception {
    store = StoreFixture.open(vertx, dataDir, Clock.systemUTC());
    intake = new RunningIntake(store);
  }

  @AfterEach
  void stop() throws Exception {
    intake.close();
    store.close();
    RunningIntake.await(vertx.close());
  }

  @Test
  void takesTheSameRequestOnceWhateverDoesNotCount() {
    var first = new JsonObject(intake.post(Requests.full()).body());
    var again = Requests.full().put("unknown", 1);
    var answer = new JsonObject(intake.post("/handle_task", Requests.bytes(again)).body());

    assertThat(first.getString("status")).isEqualTo("accepted");
    assertThat(answer).isEqualTo(first.copy().put("status", "duplicate"));
    assertThat(intake.post(Requests.full().put("brief", "another")).statusCode()).isEqualTo(409);
    assertThat(intake.post(Requests.full().put("round", 2)).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsEveryByteOfARequest() {
    var answer = new JsonObject(intake.post(Requests.full()).body());
    var id = new TaskId(answer.getString("id"));

    assertThat(RunningIntake.await(store.request(id)))
        .isEqualTo(Requests.read(Requests.full()).request());
  }

  @Test
  void showsWhatItTook() {
    var id = new JsonObject(intake.post(Requests.full()).body()).getString("id");
    var shown = new JsonObject(intake.read("/tasks/" + id).body());

    assertThat(shown.getString("brief")).isEqualTo(Requests.full().getString("brief"));
    assertThat(shown.getString("state")).isEqualTo("accepted");
    assertThat(shown.getJsonArray("timeline")).isNotEmpty();
    assertThat(intake.read("/tasks?after=rubbish").statusCode()).isEqualTo(400);
  }

  @Test
  void listsPageAfterPage() {
    for (int round = 1; round <= 5; round++) {
      intake.post(Requests.full().put("round", round));
    }
    var rounds = new ArrayList<Integer>();
    var next = "";
    do {
      var page = new JsonObject(intake.read("/tasks?limit=2" + next).body());
      page.getJsonArray("tasks")
          .forEach(task -> rounds.add(((JsonObject) task).getInteger("round")));
      next = page.getString("next") == null ? null : "&after=" + page.getString("next");
    } while (next != null);

    assertThat(rounds).containsExactly(5, 4, 3, 2, 1);
  }

  @Test
  void refusesTasksBeyondTheBacklog() {
    for (int round = 1; round <= RunningIntake.MAX_BACKLOG; round++) {
      assertThat(intake.post(Requests.full().put("round", round)).statusCode()).isEqualTo(200);
    }

    assertThat(intake.post(Requests.full().put("round", 1_000)).statusCode()).isEqualTo(503);
    assertThat(intake.post(Requests.full()).statusCode()).isEqualTo(200);
  }
}
