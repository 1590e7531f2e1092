package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  private HttpServer answering(String text) throws TimeoutException {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end(text))
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
  }
}
