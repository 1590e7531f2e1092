package io.llmdevops.chaos;

import io.llmdevops.Machine;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that every life of the engine starts in, with the same ports and settings. */
final class Workshop {

  static final String SECRET = "a-secret-for-the-crash-test";

  private final Path jar;
  private final Path data;
  private final Path copies;
  private final Path work;
  private final Path temporary;
  private final Path config;
  private final int port;

  /**
   * @param folder empty; removed by its owner
   */
  Workshop(Path jar, Path folder) throws IOException {
    this.jar = jar;
    this.data = folder.resolve("data");
    this.copies = Files.createDirectory(folder.resolve("copies"));
    this.work = Files.createDirectory(folder.resolve("work"));
    this.temporary = Files.createDirectory(folder.resolve("tmp"));
    this.config = folder.resolve("config.json");
    this.port = Machine.freePort();
    Files.writeString(config, settings().encodePrettily());
  }

  private JsonObject settings() throws IOException {
    return new JsonObject()
        .put("host", "127.0.0.1")
        .put("port", port)
        .put("hosting_port", Machine.freePort())
        .put("management_port", Machine.freePort())
        .put("data_dir", data.toString())
        .put("secret", SECRET)
        .put("notify_allow_private", true)
        .put("tick_ms", 200)
        .put("simulated_first_token_ms", 80)
        .put("simulated_chunk_ms", 8)
        .put("browser_path", Boolean.getBoolean("chaos.browser") ? null : "none")
        .put("log_level", "debug")
        .put("log_format", "json");
  }

  /** A new life on the data that is there. */
  Life start(Snapshot before) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var engine =
        new ProcessBuilder(java, "-Djava.io.tmpdir=" + temporary, "-jar", jar.toString(), "serve");
    engine.directory(work.toFile());
    engine.environment().clear();
    engine.environment().put("PATH", System.getenv("PATH"));
    engine.environment().put("CONFIG_FILE", config.toString());
    return new Life(engine, before);
  }

  /** What a dead engine has left. */
  Snapshot snapshot() throws Exception {
    return Snapshot.of(data, copies);
  }

  Path repositories() {
    return data.resolve("repositories");
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }
}
