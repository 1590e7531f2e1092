package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptTest {

  private final MemoryStore store = new MemoryStore();
  private final RunningIntake intake = new RunningIntake(store);

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void acceptsARequestAndSaysWhereItStands() {
    var answer = intake.post(Requests.full());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var id = store.accepted.get(0).id();
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("status", "accepted")
                .put("id", id.value())
                .put("task", "sum-of-sales")
                .put("round", 1)
                .put("status_url", "http://localhost:" + intake.port + "/tasks/" + id)
                .put("deadline", "2026-03-04T05:16:07Z"));
  }
}
