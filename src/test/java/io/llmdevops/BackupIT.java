package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The copy of a running engine's store, as an operator makes and restores it. */
@Timeout(120)
class BackupIT {

  private static final String SECRET = "a-secret-of-the-engine-2741";

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  @TempDir Path folder;
  @TempDir Path elsewhere;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void post(JsonObject settings, String callback) throws Exception {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", SECRET)
            .put("task", "kept")
            .put("round", 1)
            .put("nonce", "n")
            .put("brief", "Say hello.")
            .put("checks", new JsonArray())
            .put("evaluation_url", callback);
    var answer =
        client
            .postAbs("http://127.0.0.1:" + settings.getInteger("port") + "/task")
            .sendJsonObject(request)
            .await(20, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void whatARunningEngineWasAtGoesOnWhereItsCopyIsRestored() throws Exception {
    var evaluator = new TestEvaluator(vertx);
    var settings =
        EngineProcess.loopback()
            .put("secret", SECRET)
            .put("lease_seconds", 2)
            .put("simulated_first_token_ms", 60_000);
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      post(settings, evaluator.url());
      engine.awaitLine("calling model");
      try (var backup = EngineProcess.start(folder, settings, "backup", "copy.db")) {
        assertThat(backup.awaitExit(30)).isZero();
        assertThat(String.join("\n", backup.linesToTheEnd()))
            .matches("copy\\.db: 1 tasks, \\d+ bytes, whole");
      }
      assertThat(engine.handle().isAlive()).isTrue();
    }
    Files.createDirectories(elsewhere.resolve("data"));
    Files.copy(folder.resolve("copy.db"), elsewhere.resolve("data/engine.db"));
    settings.put("simulated_first_token_ms", 0);

    try (var engine = EngineProcess.start(elsewhere, settings)) {
      engine.awaitLine("ready");
      assertThat(evaluator.next().getString("task")).isEqualTo("kept");
      engine.awaitLine("notified");
    }
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    try (var backup = EngineProcess.start(folder, EngineProcess.loopback(), "backup", "copy.db")) {
      assertThat(backup.awaitExit(30)).isEqualTo(1);
      assertThat(String.join("\n", backup.linesToTheEnd()))
          .startsWith("no backup was written: there is no database at");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
