package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmdevops.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

  private final RealStore store = new RealStore();
  private final RunningIntake intake = new RunningIntake(store.door);

  @BeforeEach
  void openStore(@TempDir Path dataDir) throws SQLException {
    store.open(intake.vertx, dataDir);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    intake.close();
  }

  @Test
  void finishesWhatIsUnderWayAndTakesNothingNew() throws IOException {
    Promise<Void> commit = Promise.promise();
    store.openDoorAfter(commit.future());
    var body = Requests.full().encode();
    try (var connection = new RawConnection(intake.port)) {
      connection.send(RawConnection.head(body.length())).send(body);
      RunningIntake.await(store.asked());
      var stopped = intake.stop();
      intake.await(() -> !intake.verticle.isListening());
      commit.complete();

      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      RunningIntake.await(stopped);
    }
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new RawConnection(intake.port).close());
  }

  @Test
  void tellsOperatorsOnAPortOfTheirOwn() throws Exception {
    var listening = new AtomicBoolean(true);
    var management =
        new ManagementVerticle(
            new HttpConfig("127.0.0.1", 0, Optional.empty()),
            new Readiness(
                new Condition(
                    intake.vertx, store.door, () -> Future.succeededFuture(Optional.empty())),
                listening::get),
            ctx -> ctx.end("measured"));
    RunningIntake.await(intake.vertx.deployVerticle(management));

    assertThat(ask(management, "GET", "/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(ask(management, "GET", "/health/ready").body())
        .isEqualTo("{\"status\":\"ready\",\"database\":\"up\"}");
    assertThat(ask(management, "HEAD", "/health/ready").statusCode()).isEqualTo(200);
    assertThat(ask(management, "POST", "/health/live").headers().firstValue("Allow"))
        .hasValue("GET, HEAD");
    assertThat(ask(management, "GET", "/metrics").body()).isEqualTo("measured");
    assertThat(ask(management, "GET", "/tasks").statusCode()).isEqualTo(404);
    listening.set(false);
    var notReady = ask(management, "GET", "/health/ready");
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(notReady.body()).getInteger("status")).isEqualTo(503);
  }

  private static HttpResponse<String> ask(ManagementVerticle management, String method, String path)
      throws Exception {
    var uri = URI.create("http://127.0.0.1:" + management.actualPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
  }
}
