package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.llmdevops.config.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HealthQuestionTest {

  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answers(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static HealthQuestion.Reply ask(String host, int port, String state) {
    var management = new HttpConfig(host, port, Optional.empty());
    return new HealthQuestion(management, Duration.ofSeconds(2)).isIt(state);
  }

  private HealthQuestion.Reply ask(String state) {
    return ask("127.0.0.1", server.getAddress().getPort(), state);
  }

  @Test
  void saysThatItIsReady() {
    answers("/health/ready", 200, "{\"status\":\"ready\"}");

    assertThat(ask("ready")).isEqualTo(new HealthQuestion.Reply(true, "ready"));
  }

  @Test
  void asksTheLoopbackInterfaceOfAServerThatListensEverywhere() {
    answers("/health/ready", 200, "{}");

    assertThat(ask("0.0.0.0", server.getAddress().getPort(), "ready").well()).isTrue();
  }

  @Test
  void saysWhatTheEngineSaysOfItself() {
    answers("/health/ready", 503, "{\"status\":503,\"detail\":\"nobody runs\\n check, llm\"}");

    assertThat(ask("ready"))
        .isEqualTo(new HealthQuestion.Reply(false, "not ready: nobody runs check, llm"));
  }

  @Test
  void mayBeLiveWithoutBeingReady() {
    answers("/health/ready", 503, "{}");
    answers("/health/live", 200, "{}");

    assertThat(ask("live")).isEqualTo(new HealthQuestion.Reply(true, "live"));
    assertThat(ask("ready").text()).isEqualTo("not ready: HTTP 503");
  }

  @Test
  void doesNotTakeAnotherProgramForTheEngine() {
    answers("/", 404, "<html>Nothing here</html>");

    assertThat(ask("ready")).isEqualTo(new HealthQuestion.Reply(false, "not ready: HTTP 404"));
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(ask("127.0.0.1", free, "ready"))
        .isEqualTo(
            new HealthQuestion.Reply(
                false, "no answer from 127.0.0.1:" + free + ": nobody listens there"));
  }

  @Test
  void waitsForASilentServerNoLongerThanItsPatience() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = silent.getLocalPort();

      assertThat(ask("127.0.0.1", port, "ready").text())
          .isEqualTo("no answer from 127.0.0.1:" + port + " within 2 s");
    }
  }

  @Test
  void doesNotGuessAPortThatTheEngineTookByItself() {
    assertThat(ask("127.0.0.1", 0, "ready").text()).contains("MANAGEMENT_PORT=0");
  }
}
