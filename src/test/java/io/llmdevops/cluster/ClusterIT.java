package io.llmdevops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Callbacks;
import io.llmdevops.EngineProcess;
import io.llmdevops.Machine;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.store.PostgresServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as processes, with a real PostgreSQL. */
@Timeout(240)
class ClusterIT {

  private static final String LAUNCHER = "io.vertx.launcher.application.VertxApplication";
  private static final String SECRET = "the-secret-of-all-nodes";
  private static final String FRONT = "intake";
  private static final String BACK = "llm,check,github,notification";

  /** Hazelcast's own choice (Hazelcast Platform 5.3, "Multicast Element"). */
  private static final int MULTICAST_PORT = 54_327;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;
  private Callbacks callbacks;
  private StandInGithub github;
  private JsonObject all;
  private int frontPort;
  private int backPort;

  @BeforeEach
  void settle() throws Exception {
    callbacks = new Callbacks(vertx);
    github = StandInGithub.start(vertx, folder.resolve("github"), Options.quick());
    frontPort = Machine.freePort();
    backPort = Machine.freePort();
    all =
        github
            .engineSettings()
            .put("secret", SECRET)
            .put("cluster_members", "127.0.0.1:" + frontPort + ",127.0.0.1:" + backPort)
            .put("browser_path", "none")
            .put("host", "127.0.0.1")
            .put("notify_allow_private", true);
  }

  @AfterEach
  void end() {
    github.close();
    vertx.close().await();
  }

  private JsonObject node(String roles, int clusterPort) throws IOException {
    return all.copy()
        .put("roles", roles)
        .put("cluster_port", clusterPort)
        .put("cluster_bus_port", Machine.freePort())
        .put("port", Machine.freePort())
        .put("hosting_port", Machine.freePort())
        .put("management_port", Machine.freePort());
  }

  private static String database() {
    var server = PostgresServer.shared();
    return "postgresql://%s:%s@127.0.0.1:%d/%s"
        .formatted(
            PostgresServer.USER, PostgresServer.PASSWORD, server.port(), server.freshDatabase());
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(request(port, path).GET().build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + SECRET)
        .header("Content-Type", "application/json");
  }

  private JsonObject task(String nonce) {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", SECRET)
        .put("task", "clock-" + nonce)
        .put("round", 1)
        .put("nonce", nonce)
        .put("brief", "Show the time.")
        .put("checks", new JsonArray())
        .put("evaluation_url", callbacks.url());
  }

  private HttpResponse<String> post(int port, JsonObject task) throws Exception {
    return client.send(
        request(port, "/task").POST(HttpRequest.BodyPublishers.ofString(task.encode())).build(),
        BodyHandlers.ofString());
  }

  @Test
  void oneNodeTakesInAndAnotherUnderTheStockLauncherDoesTheRest() throws Exception {
    all.put("database_url", database());
    var frontSettings = node(FRONT, frontPort).put("cluster", true);
    var backSettings = node(BACK, backPort);
    var api = frontSettings.getInteger("port");
    try (var front = EngineProcess.start(folder.resolve("front"), frontSettings)) {
      front.awaitLine("ready,");
      assertThat(get(api, "/health/ready").body())
          .contains("no node has the roles llm, check, github, notification");
      try (var back =
          EngineProcess.launch(folder.resolve("back"), backSettings, LAUNCHER, "-cluster")) {
        back.awaitLine("ready,");
        front.awaitLine("127.0.0.1:" + backPort + " has joined the cluster, 2 members now");
        isWhole(api, 2);
        isWhole(backSettings.getInteger("management_port"), 2);

        var accepted = post(api, task("one"));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        callbacks.await("one", 60);

        listensAtTheLoopbackAddressOnly(front, frontSettings, "port");
        listensAtTheLoopbackAddressOnly(back, backSettings, "management_port");

        back.terminate();
        back.awaitExit(30);
      }
      front.awaitLine("127.0.0.1:" + backPort + " has left the cluster, 1 members now");
      // One that is started anew was never missing.
      isWhole(api, 1);
    }
  }

  private void isWhole(int port, int members) throws Exception {
    var answer = get(port, "/health/ready");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var cluster = new JsonObject(answer.body()).getJsonObject("cluster");
    assertThat(cluster.getInteger("nodes")).isEqualTo(2);
    assertThat(cluster.getInteger("members")).isEqualTo(members);
    assertThat(cluster.getJsonArray("missing_roles")).isEmpty();
  }

  private static void listensAtTheLoopbackAddressOnly(
      EngineProcess node, JsonObject settings, String httpPort) throws IOException {
    var sockets = new Sockets(node.handle());
    assertThat(sockets.elsewhere()).isEmpty();
    assertThat(sockets.portsOfUdp()).doesNotContain(MULTICAST_PORT);
    assertThat(sockets.portsOfLoopback())
        .containsAll(
            Set.of(
                settings.getInteger("cluster_port"),
                settings.getInteger("cluster_bus_port"),
                settings.getInteger(httpPort)));
  }

  @Test
  void whatCannotBeBoundIsSaidInOneLine() throws Exception {
    all.put("database_url", "postgresql://nobody@127.0.0.1:1/none").put("cluster", true);
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = taken.getLocalPort();
      try (var member = EngineProcess.start(folder.resolve("a"), node(FRONT, port));
          var bus =
              EngineProcess.start(
                  folder.resolve("b"), node(FRONT, backPort).put("cluster_bus_port", port))) {
        assertThat(member.awaitExit(60)).isEqualTo(1);
        assertThat(member.linesToTheEnd())
            .last()
            .asString()
            .startsWith("cannot start: cannot join the cluster: ")
            .contains(Integer.toString(port));
        assertThat(bus.awaitExit(60)).isEqualTo(1);
        assertThat(bus.linesToTheEnd())
            .last()
            .asString()
            .startsWith("cannot start: cannot listen on 127.0.0.1:" + port + " for the event bus");
      }
    }
  }

  @Test
  void theStockLauncherIsToldWhatIsMissing() throws Exception {
    var clustered = node(FRONT, frontPort).put("cluster", true);
    clustered.put("database_url", "postgresql://nobody@127.0.0.1:1/none");
    var bare = node(BACK, backPort);
    bare.remove("secret");
    bare.remove("github_token");
    try (var alone = EngineProcess.launch(folder.resolve("a"), clustered, LAUNCHER);
        var member = EngineProcess.launch(folder.resolve("b"), bare, LAUNCHER, "-cluster")) {
      assertThat(alone.awaitExit(60)).isNotZero();
      assertThat(String.join("\n", alone.linesToTheEnd()))
          .contains("CLUSTER is true, but Vert.x was started without a cluster");
      assertThat(member.awaitExit(60)).isNotZero();
      assertThat(String.join("\n", member.linesToTheEnd()))
          .contains("SECRET: must be set where CLUSTER is true")
          .contains("DATABASE_URL: must be set where CLUSTER is true")
          .contains("GITHUB_TOKEN: must be set where CLUSTER is true");
    }
  }
}
