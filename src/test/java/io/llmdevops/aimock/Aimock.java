package io.llmdevops.aimock;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.Npm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * npm's {@code @copilotkit/aimock}: a server of both dialects that others wrote, installed once
 * below {@code target}, on a free port of the loopback interface, answering by the fixtures of
 * {@code src/test/resources/aimock}. It accepts one key, and no request without a fixture.
 */
final class Aimock implements AutoCloseable {

  static final String KEY = "aimock-accepts-this-key";

  private static final String NAME = "@copilotkit/aimock@1.43.0";
  private static final String PROGRAM = "node_modules/@copilotkit/aimock/dist/aimock-cli.js";

  /** What it runs on; where the machine's is older (Debian 12), npm has a newer one. */
  private static final Version NEEDED = Version.parse("20.15.0");

  private static final String NODE = "node@20.20.2";
  private static final int START_SECONDS = 20;
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final CompletableFuture<String> url = new CompletableFuture<>();
  private final StringBuffer output = new StringBuffer();
  private final HttpClient client = HttpClient.newHttpClient();

  private Aimock(Process process) {
    this.process = process;
    var reader = new Thread(this::read, "aimock-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one; installs it first where it is not there yet. */
  static Aimock start() throws Exception {
    assumeTrue(
        Npm.isInstalled("node") && Npm.isInstalled("npm"), "Node.js and npm are not installed");
    var program = Npm.below("aimock-1.43.0").install(NAME).home().resolve(PROGRAM);
    var settings = Path.of(Aimock.class.getResource("/aimock/aimock.json").toURI());
    var process =
        new ProcessBuilder(
                node(), program.toString(), "--config", settings.toString(), "--port", "0")
            .directory(settings.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    var aimock = new Aimock(process);
    try {
      aimock.url.get(START_SECONDS, TimeUnit.SECONDS);
      return aimock;
    } catch (Exception e) {
      aimock.close();
      throw new AssertionError("aimock does not start:\n" + aimock.output, e);
    }
  }

  private static boolean isTooOld(String node) throws Exception {
    var asked = new ProcessBuilder(node, "--version").redirectErrorStream(true).start();
    try (var answer = asked.inputReader(StandardCharsets.UTF_8)) {
      return Version.parse(answer.readLine().strip().substring(1)).compareTo(NEEDED) < 0;
    }
  }

  private static String node() throws Exception {
    return isTooOld("node")
        ? Npm.below("node-20.20.2")
            .install(NODE)
            .home()
            .resolve("node_modules/node/bin/node")
            .toString()
        : "node";
  }

  private void read() {
    try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        var at = line.indexOf(LISTENING);
        if (at >= 0) {
          url.complete(line.substring(at + LISTENING.length()).strip());
        }
      }
    } catch (IOException e) {
      output.append(e.getMessage());
    }
    url.completeExceptionally(new IllegalStateException("it has ended"));
  }

  /** Where it listens, without a slash at its end. */
  String url() {
    return url.join();
  }

  /** What it was asked since the last call of {@link #forget}. */
  List<JsonObject> journal() throws IOException, InterruptedException {
    return new JsonArray(control("GET", "/journal", ""))
        .stream().map(JsonObject.class::cast).toList();
  }

  void forget() throws IOException, InterruptedException {
    control("POST", "/reset/journal", "");
  }

  /** The next request, whatever it asks, is answered so. */
  void failOnce(int status, String type, String message) throws IOException, InterruptedException {
    var body = new JsonObject().put("type", type).put("message", message);
    control("POST", "/error", new JsonObject().put("status", status).put("body", body).encode());
  }

  private String control(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/__aimock" + path))
            .header("Authorization", "Bearer " + KEY)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
