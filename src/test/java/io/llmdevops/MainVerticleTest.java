package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.store.DataDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainVerticleTest {

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORT", "HOSTING_PORT", "MANAGEMENT_PORT"})
  void namesThePortThatIsTakenAndLeavesNothingOpen(String setting) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var engine = new MainVerticle(config(setting, taken.getLocalPort()));

      assertThatThrownBy(() -> vertx.deployVerticle(engine).await(30, TimeUnit.SECONDS))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }

    assertThat(vertx.deploymentIDs()).isEmpty();
    DataDirectory.take(dataDir).close();
    var next = vertx.deployVerticle(new MainVerticle(config(setting, 0)));
    assertThat(next.await(30, TimeUnit.SECONDS)).isNotEmpty();
  }

  private EngineConfig config(String setting, int port) {
    return config(setting, String.valueOf(port));
  }

  private EngineConfig config(String setting, String value) {
    return LoopbackConfig.with(vertx, dataDir, new JsonObject().put(setting, value));
  }

  @Test
  void isNotReadyWhereNobodyCouldWorkOnWhatItTakesIn() throws Exception {
    var engine = new MainVerticle(config("ROLES", "intake"));
    vertx.deployVerticle(engine).await(30, TimeUnit.SECONDS);

    var answer =
        WebClient.create(vertx)
            .getAbs(engine.apiUrl() + "/health/ready")
            .send()
            .await(20, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.bodyAsJsonObject().getString("detail"))
        .isEqualTo("no node has the roles llm, check, github, notification");
  }
}
