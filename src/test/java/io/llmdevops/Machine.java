package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A machine with an engine on it: one folder of data, and as many lives as it takes. */
public final class Machine implements AutoCloseable {

  public static final String SECRET = "the-secret-of-several-machines";

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();
  private static final int SECONDS = 30;

  /** From 20,000 to 32,000, for four processes. */
  private static final int PORTS = 3_000;

  private final Vertx vertx;
  private final WebClient client;
  private final Path folder;
  private final JsonObject settings;
  private final Map<String, String> environment;
  private final List<EngineProcess> lives = new ArrayList<>();
  private final List<String> more = new ArrayList<>();
  private boolean isOfManyLives;

  /**
   * @param folder its own; the data is in {@code data} below it
   * @param more settings by key
   */
  public Machine(Vertx vertx, Path folder, JsonObject more) throws IOException {
    this(vertx, folder, more, Map.of());
  }

  /**
   * @param folder its own; the data is in {@code data} below it
   * @param more settings by key
   * @param environment of its engine, and nothing else
   */
  public Machine(Vertx vertx, Path folder, JsonObject more, Map<String, String> environment)
      throws IOException {
    this.vertx = vertx;
    this.client = WebClient.create(vertx);
    this.folder = Files.createDirectories(folder);
    this.environment = environment;
    this.settings =
        new JsonObject()
            .put("host", "127.0.0.1")
            .put("port", freePort())
            .put("hosting_port", freePort())
            .put("management_port", freePort())
            .put("notify_allow_private", true)
            .put("secret", SECRET)
            .put("tick_ms", 50)
            .put("log_level", "debug")
            .mergeIn(more);
  }

  /**
   * Below what systems hand out to outgoing connections: one of those could take the port while the
   * engine is down. Each process of tests has its own range, for the same reason.
   */
  public static int freePort() throws IOException {
    var lowest = 20_000 + PORTS * Integer.getInteger("test.process", 0) % 12_000;
    for (var tries = 0; tries < 100; tries++) {
      var candidate = ThreadLocalRandom.current().nextInt(lowest, lowest + PORTS);
      if (!TAKEN.add(candidate)) {
        continue;
      }
      try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException notFree) {
        continue;
      }
    }
    throw new IOException("no free port");
  }

  /** One more life; does not wait until it serves. */
  public Machine start() throws IOException {
    lives.add(EngineProcess.start(folder, settings, options(), environment));
    return this;
  }

  /** From its next life on, these settings by key hold beside the others. */
  public Machine change(JsonObject changed) {
    settings.mergeIn(changed);
    return this;
  }

  /** From its next life on, its virtual machine has this option too. */
  public Machine with(String option) {
    more.add(option);
    return this;
  }

  /** What its lives load is kept by the first that ends in peace, and is there for the others. */
  public Machine ofManyLives() {
    isOfManyLives = true;
    return this;
  }

  private List<String> options() {
    var options = new ArrayList<String>();
    var classes = folder.resolve("classes.jsa");
    if (isOfManyLives) {
      var isKept = Files.exists(classes);
      options.add((isKept ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + classes);
    }
    options.addAll(more);
    return options;
  }

  private EngineProcess life() {
    return lives.get(lives.size() - 1);
  }

  /** SIGKILL; done when it is gone. */
  public CompletableFuture<?> kill() {
    return life().kill();
  }

  /** SIGTERM; waits for its end. */
  public void stop() throws InterruptedException {
    life().terminate();
    assertThat(life().awaitExit(SECONDS)).isEqualTo(128 + 15);
  }

  public Machine awaitReady() {
    awaitLine("ready,");
    return this;
  }

  /** The first line of its last life with all of these texts, said already or soon. */
  public String awaitLine(String... texts) {
    return life().awaitLine(texts);
  }

  /** The process of its last life. */
  public ProcessHandle handle() {
    return life().handle();
  }

  /** What its engine has started, and what that has started in turn. */
  public List<ProcessHandle> descendants() {
    return lives.stream().flatMap(life -> life.handle().descendants()).toList();
  }

  /**
   * Hands a task in.
   *
   * @return its id
   */
  public String post(JsonObject task) throws TimeoutException {
    var answer =
        client
            .postAbs(url("/task"))
            .sendJsonObject(task.copy().put("secret", SECRET))
            .await(SECONDS, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
    return answer.bodyAsJsonObject().getString("id");
  }

  /** As its status tells, once it has ended. */
  public JsonObject awaitEnd(String id) throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    var states = Set.of("notified", "failed");
    var task = get("/tasks/" + id).toJsonObject();
    while (!states.contains(task.getString("state"))) {
      assertThat(System.nanoTime()).as("has not ended: " + task.encodePrettily()).isLessThan(until);
      vertx.timer(20).await();
      task = get("/tasks/" + id).toJsonObject();
    }
    return task;
  }

  public Buffer get(String path) throws TimeoutException {
    return client
        .getAbs(url(path))
        .bearerTokenAuthentication(SECRET)
        .send()
        .await(SECONDS, TimeUnit.SECONDS)
        .body();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + settings.getInteger("port") + path;
  }

  /** What all its lives have said; to be asked for once the last one has ended. */
  public List<String> lines() throws InterruptedException {
    var lines = new ArrayList<String>();
    for (var life : lives) {
      lines.addAll(life.linesToTheEnd());
    }
    return lines;
  }

  /** What all its lives have said so far. */
  public List<String> logged() {
    return lives.stream().flatMap(life -> life.lines().stream()).toList();
  }

  /** The end of what its last life has said. */
  public String tail() {
    var lines = life().lines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  public Path data() {
    return folder.resolve("data");
  }

  @Override
  public void close() {
    lives.forEach(EngineProcess::close);
  }
}
