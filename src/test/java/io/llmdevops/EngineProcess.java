package io.llmdevops;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The fat jar as a process of its own, as an operator runs it. */
public final class EngineProcess implements AutoCloseable {

  private static final Path JAR =
      Path.of(System.getProperty("engine.jar", "target/llm-devops-engine.jar"));
  private static final int SECONDS = 60;

  /** Lives are short: nothing is compiled that will not be run often enough to be worth it. */
  private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Kills this process, also one that was stopped, when whoever writes to the shell has ended. */
  private static final String WHEN_LEFT_ALONE = "read end; kill -KILL \"$0\"";

  private final Process process;
  private final Process guard;
  private final CompletableFuture<?> gone;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean hasEnded;

  private record Waiting(Predicate<String> wanted, CompletableFuture<String> line) {}

  /**
   * @param temporary its own, since what a killed one leaves would pile up in the machine's
   */
  private EngineProcess(Process process, Path temporary) throws IOException {
    this.process = process;
    this.guard = guard(process);
    this.gone = process.onExit().thenAccept(ended -> tidyUp(temporary));
    reader = new Thread(this::read, "engine-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it in this folder, with nothing of the test's own environment.
   *
   * @param settings written to {@code conf/config.json} there
   */
  public static EngineProcess start(Path folder, JsonObject settings, String... arguments)
      throws IOException {
    return start(folder, settings, List.of(), arguments);
  }

  /**
   * The same on a virtual machine of its own kind.
   *
   * @param options of the virtual machine
   */
  public static EngineProcess start(
      Path folder, JsonObject settings, List<String> options, String... arguments)
      throws IOException {
    return start(folder, settings, options, Map.of(), arguments);
  }

  /**
   * The same with this environment, and nothing else.
   *
   * @param options of the virtual machine
   */
  public static EngineProcess start(
      Path folder,
      JsonObject settings,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    var all = new ArrayList<>(options);
    all.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    all.addAll(List.of(arguments));
    return run(folder, settings, environment, all);
  }

  /**
   * By another main class of the jar, such as Vert.x's own launcher, and with nothing of the test's
   * environment.
   */
  public static EngineProcess launch(
      Path folder, JsonObject settings, String mainClass, String... arguments) throws IOException {
    var all = new ArrayList<>(List.of("-cp", JAR.toAbsolutePath().toString(), mainClass));
    all.addAll(List.of(arguments));
    return run(folder, settings, Map.of(), all);
  }

  private static EngineProcess run(
      Path folder, JsonObject settings, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(folder.resolve("conf/config.json"), settings.encode());
    var temporary = Files.createTempDirectory("engine");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(BRIEF);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new EngineProcess(builder.start(), temporary);
  }

  /** What a test leaves behind that is killed itself would go on with the next one's ports. */
  private static Process guard(Process process) throws IOException {
    return new ProcessBuilder("sh", "-c", WHEN_LEFT_ALONE, Long.toString(process.pid())).start();
  }

  private void tidyUp(Path temporary) {
    guard.destroyForcibly();
    try (var all = Files.walk(temporary)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException inUse) {
      // A browser outlives it for a moment. What that still writes there stays.
    }
  }

  /** Settings for free ports of the loopback interface, the same after every restart. */
  public static JsonObject loopback() throws IOException {
    return new JsonObject()
        .put("host", "127.0.0.1")
        .put("port", Machine.freePort())
        .put("hosting_port", Machine.freePort())
        .put("management_port", Machine.freePort())
        .put("notify_allow_private", true);
  }

  private void read() {
    try (var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException ended) {
      add("(output ended: " + ended.getMessage() + ")");
    }
    end();
  }

  /** What it has not said by now it will not say. */
  private synchronized void end() {
    hasEnded = true;
    waiting.forEach(each -> each.line().completeExceptionally(new IOException("it has ended")));
    waiting.clear();
  }

  private synchronized void add(String line) {
    lines.add(line);
    waiting.removeIf(w -> w.wanted().test(line) && w.line().complete(line));
  }

  /** All that it has said so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** All that it has said, once it has ended. */
  public List<String> linesToTheEnd() throws InterruptedException {
    reader.join();
    return lines();
  }

  private synchronized CompletableFuture<String> next(Predicate<String> wanted) {
    var future = new CompletableFuture<String>();
    lines.stream()
        .filter(wanted)
        .findFirst()
        .ifPresentOrElse(future::complete, () -> waiting.add(new Waiting(wanted, future)));
    if (hasEnded) {
      end();
    }
    return future;
  }

  /** The first line with all of these texts, said already or within a minute. */
  public String awaitLine(String... texts) {
    try {
      return next(line -> Stream.of(texts).allMatch(line::contains)).get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(
          "no line with " + List.of(texts) + " in:\n" + String.join("\n", lines()), e);
    }
  }

  /** The process itself, alive or not. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Asks it to end (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** The exit code, once it has ended. */
  public int awaitExit(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "still running after " + seconds + " s:\n" + String.join("\n", lines()));
    }
    return process.exitValue();
  }

  /**
   * SIGKILL, without waiting. By the handle, since the process itself would throw the end of what
   * it has said away.
   *
   * @return done when it is gone
   */
  public CompletableFuture<?> kill() {
    process.toHandle().destroyForcibly();
    return gone;
  }

  /** SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
    gone.join();
  }
}
