package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} of the fat jar, as an operator meets it. */
@Timeout(120)
class DoctorIT {

  private static final String LINE = "( {10,}to do: |[\\w -]+? +(ok|note|FAULT) +|All|There).*";

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private List<String> doctor(JsonObject settings, int exit) throws Exception {
    return doctor(settings, Map.of(), exit);
  }

  private List<String> doctor(JsonObject settings, Map<String, String> environment, int exit)
      throws Exception {
    try (var doctor = EngineProcess.start(folder, settings, List.of(), environment, "doctor")) {
      assertThat(doctor.awaitExit(90)).as(() -> String.join("\n", doctor.lines())).isEqualTo(exit);
      return doctor.linesToTheEnd();
    }
  }

  @Test
  void findsAllWellBeforeTheFirstStartAndLeavesNothing() throws Exception {
    var said = doctor(EngineProcess.loopback(), 0);

    assertThat(said).allMatch(line -> line.matches(LINE)).endsWith("All is well.");
    assertThat(String.join("\n", said))
        .contains("the defaults, then conf/config.json")
        .contains("the first start will make one and keep it in data/secret")
        .contains("simulated");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("conf"));
    }
  }

  @Test
  void tellsOfTheBrowserAndOfWhatDrivesIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "no Chromium is installed");

    var said = doctor(EngineProcess.loopback(), Map.of("PATH", System.getenv("PATH")), 0);

    assertThat(said)
        .anyMatch(line -> line.matches("browser +ok +Chromium [0-9.]+ at /.*"))
        .anyMatch(line -> line.matches("Node.js +ok +[0-9.]+ at /.*"))
        .anyMatch(line -> line.matches("browser +ok +showed a page [0-9.]+ s after its start"));
  }

  @Test
  void takesABrowserThatIsNotWantedForNoFault() throws Exception {
    var said = doctor(EngineProcess.loopback().put("browser_path", "none"), 0);

    assertThat(said).anyMatch(line -> line.matches("browser +note +.*BROWSER_PATH=none"));
    assertThat(said).noneMatch(line -> line.startsWith("Node.js"));
  }

  @Test
  void findsAllWellBesideARunningEngineAndLeavesItAlone() throws Exception {
    var settings = EngineProcess.loopback();
    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready");
      var before = engine.lines();

      var said = doctor(settings, 0);

      assertThat(said).allMatch(line -> line.matches(LINE)).endsWith("All is well.");
      assertThat(said).filteredOn(line -> line.endsWith("the engine is running")).hasSize(3);
      assertThat(String.join("\n", said))
          .contains("can be written to, so can its database, used by process ")
          .doesNotContain(Files.readString(folder.resolve("data/secret")).strip());
      assertThat(ready(settings)).isEqualTo(200);
      assertThat(engine.lines()).isEqualTo(before);
    }
  }

  private int ready(JsonObject settings) throws Exception {
    return WebClient.create(vertx)
        .getAbs("http://127.0.0.1:" + settings.getInteger("port") + "/health/ready")
        .send()
        .await(20, TimeUnit.SECONDS)
        .statusCode();
  }

  @Test
  void namesThePortThatIsTakenAndTheDatabaseThatIsNone() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/engine.db"), "no database ".repeat(1_000));
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = EngineProcess.loopback().put("port", taken.getLocalPort());

      var said = doctor(settings, 1);

      assertThat(said)
          .allMatch(line -> line.matches(LINE))
          .endsWith("There are 2 faults: the engine will not work as it is configured.");
      assertThat(String.join("\n", said))
          .contains(":" + taken.getLocalPort() + " is in use by another program")
          .contains("engine.db: it is no SQLite database");
    }
  }

  @Test
  void listsEveryFaultOfTheConfigurationAsAStartDoes() throws Exception {
    var settings = new JsonObject().put("port", "x").put("nonsense", 1).put("secret", "hidden-one");

    var said = String.join("\n", doctor(settings, 2));

    assertThat(said)
        .contains("port (conf/config.json): must be")
        .contains("nonsense (conf/config.json): there is no such setting")
        .doesNotContain("hidden-one", "\tat ");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
