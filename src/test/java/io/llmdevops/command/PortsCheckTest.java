package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PortsCheckTest {

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private Finding api(JsonObject settings) {
    return new PortsCheck(Configured.with(folder, settings).config()).look().get(0);
  }

  private Finding api(int port) {
    return api(new JsonObject().put("PORT", String.valueOf(port)));
  }

  @Test
  void saysThatAPortIsFree() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(api(port).text()).isEqualTo("127.0.0.1:" + port + " is free");
  }

  @Test
  void findsFaultWithAPortThatAnotherProgramUses() throws TimeoutException {
    var other = answering("Welcome to something else, \"alive\" and well.");

    var finding = api(other.actualPort());

    assertThat(finding.isFault()).isTrue();
    assertThat(finding.text()).endsWith(":" + other.actualPort() + " is in use by another program");
    assertThat(finding.toDo()).hasValueSatisfying(toDo -> assertThat(toDo).contains("set PORT"));
  }

  @Test
  void knowsAnEngineFromThatOfAnotherDataDirectory() throws Exception {
    var engine = answering("{\"status\":\"live\"}");
    assertThat(api(engine.actualPort()).isFault()).isTrue();
    assertThat(api(engine.actualPort()).text()).endsWith("an engine with another DATA_DIR");

    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/lock"), "process " + ProcessHandle.current().pid() + "\n");
    assertThat(api(engine.actualPort()).isFault()).isFalse();
    assertThat(api(engine.actualPort()).text()).endsWith("is in use: the engine is running");
  }

  @Test
  void findsFaultWithAnAddressThatIsNotThisMachines() {
    var finding = api(new JsonObject().put("HOST", "203.0.113.1").put("PORT", "8080"));

    assertThat(finding.isFault()).isTrue();
    assertThat(finding.text()).contains("cannot listen on 203.0.113.1:8080");
    assertThat(finding.toDo()).hasValueSatisfying(toDo -> assertThat(toDo).contains("set HOST"));
  }

  private List<Finding> clustered(JsonObject settings) {
    var cluster =
        new JsonObject()
            .put("CLUSTER", "true")
            .put("ROLES", "llm")
            .put("SECRET", "known-to-all-nodes")
            .put("DATABASE_URL", "postgresql://127.0.0.1/engine")
            .put("CLUSTER_BUS_PORT", "0")
            .mergeIn(settings);
    return new PortsCheck(Configured.with(folder, cluster).config()).look();
  }

  private List<Finding> clustered(int port) {
    return clustered(new JsonObject().put("CLUSTER_PORT", String.valueOf(port)));
  }

  @Test
  void looksAtThePortsOfACluster() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var where = "127.0.0.1:" + taken.getLocalPort();
      assertThat(clustered(taken.getLocalPort()))
          .extracting(Finding::subject)
          .containsExactly("management", "members", "event bus");
      assertThat(clustered(taken.getLocalPort()))
          .filteredOn(Finding::isFault)
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.text()).isEqualTo(where + " is in use by another program"))
          .satisfies(finding -> assertThat(finding.toDo().orElseThrow()).contains("CLUSTER_PORT"));

      Files.createDirectories(folder.resolve("data"));
      Files.writeString(
          folder.resolve("data/lock"), "process " + ProcessHandle.current().pid() + "\n");
      assertThat(clustered(taken.getLocalPort()))
          .noneMatch(Finding::isFault)
          .anyMatch(finding -> finding.text().equals(where + " is in use: the engine is running"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.invalid", "203.0.113.1"})
  void findsFaultWithAClusterHostThatIsNotThisMachines(String host) {
    assertThat(clustered(new JsonObject().put("CLUSTER_HOST", host)))
        .filteredOn(Finding::isFault)
        .hasSize(2)
        .allMatch(finding -> finding.text().contains(host))
        .allMatch(finding -> finding.toDo().orElseThrow().contains("set CLUSTER_HOST"));
  }

  @Test
  void leavesMembersPortToAConfigurationOfTheOperatorsOwn() throws Exception {
    var file = Files.writeString(folder.resolve("mine.yaml"), "hazelcast:\n  cluster-name: mine\n");

    assertThat(clustered(new JsonObject().put("CLUSTER_CONFIG", file.toString())))
        .extracting(Finding::subject)
        .containsExactly("management", "event bus");
  }

  private HttpServer answering(String text) throws TimeoutException {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end(text))
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
  }
}
