package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar as an operator meets it. */
@Timeout(120)
class ServeIT {

  /** A language with two letters i, which some libraries do not reckon with. */
  private static final List<String> TURKISH = List.of("-Duser.language=tr", "-Duser.country=TR");

  private final Vertx vertx = Vertx.vertx();
  private final WebClient client = WebClient.create(vertx);
  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private JsonObject request(String callback) throws IOException {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("secret", Files.readString(folder.resolve("data/secret")).strip())
        .put("task", "served")
        .put("round", 1)
        .put("nonce", "n")
        .put("brief", "Say hello.")
        .put("checks", new JsonArray())
        .put("evaluation_url", callback);
  }

  private int post(JsonObject settings, JsonObject request) throws Exception {
    return client
        .postAbs("http://127.0.0.1:" + settings.getInteger("port") + "/task")
        .sendJsonObject(request)
        .await(20, TimeUnit.SECONDS)
        .statusCode();
  }

  @Test
  void saysWhereItListensAndWhatIsSimulatedAndWhereTheSecretLies() throws Exception {
    var settings = EngineProcess.loopback();
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      var said = String.join("\n", engine.lines());
      assertThat(said)
          .contains("tasks are taken at http://localhost:" + settings.getInteger("port") + "/task")
          .contains("served at http://localhost:" + settings.getInteger("hosting_port"))
          .contains("the model is simulated")
          .contains("SECRET is not set: using the one in data/secret")
          .doesNotContain(Files.readString(folder.resolve("data/secret")).strip());
    }
  }

  @Test
  void goesOnWhereItWasAfterBeingToldToEnd() throws Exception {
    var evaluator = new TestEvaluator(vertx);
    var settings =
        EngineProcess.loopback().put("simulated_first_token_ms", 60_000).put("drain_ms", 1_000);
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      assertThat(post(settings, request(evaluator.url()))).isEqualTo(200);
      engine.awaitLine("calling model");
      engine.terminate();
      assertThat(engine.awaitExit(20)).isEqualTo(143);
      assertThat(engine.lines()).noneMatch(line -> line.contains("ERROR"));
    }
    settings.put("simulated_first_token_ms", 0);
    try (var engine = EngineProcess.start(folder, settings)) {
      assertThat(evaluator.next().getString("task")).isEqualTo("served");
      assertThat(engine.awaitLine("notified")).contains("task=");
    }
  }

  @Test
  void endsQuietlyInTheMiddleOfItsStart() throws Exception {
    try (var engine = EngineProcess.start(folder, EngineProcess.loopback())) {
      engine.awaitLine("SECRET is not set");
      engine.terminate();
      assertThat(engine.awaitExit(20)).isEqualTo(143);
      assertThat(engine.lines())
          .noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
    }
  }

  @Test
  void refusesADataDirectoryThatIsInUseNamingTheHolder() throws Exception {
    try (var engine = EngineProcess.start(folder, EngineProcess.loopback())) {
      engine.awaitLine("ready");
      try (var second = EngineProcess.start(folder, EngineProcess.loopback())) {
        assertThat(second.awaitExit(20)).isEqualTo(1);
        assertThat(second.awaitLine("cannot start"))
            .matches(".*the data directory data is in use by process \\d+");
      }
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    var settings = EngineProcess.loopback();
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      var elsewhere = settings.copy().put("data_dir", "other");
      try (var second = EngineProcess.start(folder, elsewhere)) {
        assertThat(second.awaitExit(20)).isEqualTo(1);
        assertThat(second.awaitLine("cannot start")).contains("cannot listen on 127.0.0.1:");
      }
    }
  }

  @Test
  void endsWhenThePortForOperatorsIsTaken() throws Exception {
    var settings = EngineProcess.loopback();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      settings.put("management_port", taken.getLocalPort()).put("management_host", "127.0.0.1");
      try (var engine = EngineProcess.start(folder, settings)) {
        assertThat(engine.awaitExit(20)).isEqualTo(1);
        assertThat(engine.awaitLine("cannot start"))
            .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        assertThat(engine.lines()).noneMatch(line -> line.startsWith("\tat "));
      }
    }
  }

  @Test
  void listsEveryFaultOfItsConfiguration() throws Exception {
    var settings = new JsonObject().put("port", "x").put("nonsense", 1).put("tick_ms", 0);
    try (var engine = EngineProcess.start(folder, settings)) {
      assertThat(engine.awaitExit(20)).isEqualTo(2);
      assertThat(String.join("\n", engine.lines()))
          .contains("port (conf/config.json): must be")
          .contains("nonsense (conf/config.json): there is no such setting")
          .contains("tick_ms (conf/config.json): must be")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void theDemoShowsTwoRoundsThatAgree() throws Exception {
    var settings = new JsonObject().put("port", "ignored");
    try (var demo = EngineProcess.start(folder, settings, TURKISH, "demo")) {
      assertThat(demo.awaitExit(100)).isZero();
      var said = String.join("\n", demo.linesToTheEnd());
      assertThat(said)
          .contains("Round 1 of task", "Round 2 of task", "git clone http://", "Everything agrees.")
          .containsPattern("changed +modified index.html");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theDemoShowsWhatABrowserSawOfItsPagesAndKeepsThePictures() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "no Chromium is installed");
    var path = Map.of("PATH", System.getenv("PATH"));
    var arguments = new String[] {"demo", "--data-dir", "shown"};
    try (var demo = EngineProcess.start(folder, new JsonObject(), TURKISH, path, arguments)) {
      assertThat(demo.awaitExit(100)).isZero();
      assertThat(demo.linesToTheEnd())
          .filteredOn(line -> line.matches("  (browser|picture|pass|fail|warn|not judged)  .*"))
          .anyMatch(line -> line.matches("  browser +has looked at the page: .*"))
          .anyMatch(line -> line.matches("  pass +js: .* \\(at \\?from=demo\\)"))
          .anyMatch(line -> line.matches("  not judged +README.md .*"))
          .noneMatch(line -> line.matches("  (fail|warn) .*|  not judged +js: .*"));
    }
    try (var pictures = Files.list(folder.resolve("shown/pictures"))) {
      assertThat(pictures)
          .hasSize(2)
          .allSatisfy(
              picture -> assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive());
    }
  }

  @Test
  void theDemoSendsFilesOfTheUsersOwnAndSaysWhatIsWrongWithThem() throws Exception {
    Files.writeString(folder.resolve("good.json"), ownRequest("mine").encode());
    Files.writeString(folder.resolve("bad.json"), ownRequest("mine").put("round", 0).encode());
    try (var demo =
        EngineProcess.start(folder, new JsonObject(), "demo", "good.json", "bad.json")) {
      assertThat(demo.awaitExit(100)).isEqualTo(1);
      var said = String.join("\n", demo.lines());
      assertThat(said).contains("Round 1 of task mine (good.json)", "notified");
      assertThat(said).contains("The demo failed: bad.json was answered 400", "/round");
    }
  }

  private static JsonObject ownRequest(String task) {
    return new JsonObject()
        .put("email", "student@example.com")
        .put("task", task)
        .put("round", 1)
        .put("brief", "Say hello.");
  }
}
