package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of logs gets of the real thing. */
@Timeout(60)
class JsonLogIT {

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void everyLineIsAnObjectWithItsNodeAndTaskAndNoSecret() throws Exception {
    var evaluator = new TestEvaluator(vertx);
    var settings = EngineProcess.loopback().put("log_format", "json").put("browser_path", "none");
    var environment = Map.of("HOSTNAME", "the-host");
    try (var engine = EngineProcess.start(folder, settings, List.of(), environment)) {
      engine.awaitLine("ready, ");
      var secret = Files.readString(folder.resolve("data/secret")).strip();
      var id = post(settings.getInteger("port"), secret, evaluator.url());
      evaluator.next();
      engine.awaitLine("notified");

      var lines = engine.lines().stream().map(JsonObject::new).toList();
      assertThat(lines)
          .allSatisfy(
              line -> assertThat(line.fieldNames()).contains("time", "level", "logger", "message"))
          .noneMatch(line -> line.encode().contains(secret));
      assertThat(lines.stream().skip(1))
          .allSatisfy(line -> assertThat(line.getString("node")).matches("the-host-[0-9a-f]{8}"));
      assertThat(lines)
          .filteredOn(line -> id.equals(line.getString("task")))
          .extracting(line -> line.getString("logger"))
          .contains("io.llmdevops.intake.AcceptHandler", "io.llmdevops.pipeline.Stage");
    }
  }

  private String post(int port, String secret, String callback) throws Exception {
    var request =
        new JsonObject()
            .put("email", "student@example.com")
            .put("secret", secret)
            .put("task", "logged")
            .put("round", 1)
            .put("nonce", "n")
            .put("brief", "Say hello.")
            .put("evaluation_url", callback);
    return WebClient.create(vertx)
        .postAbs("http://127.0.0.1:" + port + "/task")
        .sendJsonObject(request)
        .await(20, TimeUnit.SECONDS)
        .bodyAsJsonObject()
        .getString("id");
  }
}
