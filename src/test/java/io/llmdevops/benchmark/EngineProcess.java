package io.llmdevops.benchmark;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The fat jar as a process of its own, on the loopback interface. */
final class EngineProcess implements AutoCloseable {

  static final String SECRET = "benchmark-secret";

  /** Options for every engine's virtual machine, such as those of a flight recording. */
  private static final List<String> EVERY_ENGINE =
      Stream.of(System.getProperty("benchmark.options", "").split(" "))
          .filter(option -> !option.isEmpty())
          .toList();

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 25;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int HTTP_TIMEOUT_MILLIS = 5_000;

  private final Process process;
  private final Thread end;
  private final int port;
  private final Path log;
  private final long startedAt;

  private EngineProcess(Process process, int port, Path log, long startedAt) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.startedAt = startedAt;
    this.end = new Thread(process::destroyForcibly, "end of " + process.pid());
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Spawns one; it is not ready yet.
   *
   * @param folder holds configuration, log and {@code DATA_DIR}; may have served before
   * @param settings by the keys of {@code conf/config.json}
   * @param options for its virtual machine
   */
  static EngineProcess spawn(Workplace place, Path folder, JsonObject settings, String... options)
      throws IOException {
    var port = freePort();
    var config = folder.resolve("config.json");
    Files.writeString(config, configuration(folder, port).mergeIn(settings).encodePrettily());
    var log = folder.resolve("engine.log");
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java") + ""));
    command.addAll(List.of(options));
    command.addAll(EVERY_ENGINE);
    command.addAll(List.of("-jar", place.jar().toString()));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().put("CONFIG_FILE", config.toString());
    var startedAt = System.nanoTime();
    return new EngineProcess(builder.start(), port, log, startedAt);
  }

  /** Spawns one and waits until it is ready. */
  static EngineProcess start(Workplace place, Path folder, JsonObject settings, String... options)
      throws IOException {
    var engine = spawn(place, folder, settings, options);
    engine.awaitReady();
    return engine;
  }

  /** Pages are looked at in a section of their own. */
  private static JsonObject configuration(Path folder, int port) throws IOException {
    return new JsonObject()
        .put("secret", SECRET)
        .put("host", "127.0.0.1")
        .put("port", port)
        .put("hosting_port", freePort())
        .put("management_port", freePort())
        .put("data_dir", folder.resolve("data").toString())
        .put("browser_path", "none")
        .put("max_backlog", 10_000_000)
        .put("notify_allow_private", true);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Nanoseconds from the spawn until the engine has said that it is ready. */
  long awaitReady() throws IOException {
    return await("ready");
  }

  /** Until it listens: one without all roles, on a database of its own, is never ready. */
  void awaitLive() throws IOException {
    await("live");
  }

  private long await(String state) throws IOException {
    while (!isIt(state)) {
      if (!process.isAlive() || System.nanoTime() - startedAt > START_SECONDS * 1_000_000_000L) {
        close();
        throw new IOException("the engine is not " + state + ": " + Files.readString(log));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return System.nanoTime() - startedAt;
  }

  private boolean isIt(String state) {
    try {
      var url = URI.create("http://127.0.0.1:" + port + "/health/" + state).toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(HTTP_TIMEOUT_MILLIS);
      connection.setReadTimeout(HTTP_TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  /** Ends it as an operator would, and by force where that takes too long. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(end);
  }

  private void kill() {
    process.destroyForcibly().onExit().join();
  }
}
