package io.llmdevops.git;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The stock {@code git http-backend} of this machine behind somebody's HTTP server: what GitHub's
 * git servers speak, without who may do what. Whoever mounts it lets in whom it likes.
 */
public final class HttpBackend {

  private static final int PROCESSES = 32;
  private static final int PIECE = 64 * 1024;
  private static final long PATIENCE_SECONDS = 30;
  private static final String PUSH = "git-receive-pack";

  private final Vertx vertx;
  private final Path root;
  private final Path program;
  private final WorkerExecutor feeders;
  private final WorkerExecutor readers;

  /**
   * @param root where the repositories lie, at any depth; made where it is missing
   */
  public HttpBackend(Vertx vertx, Path root) throws IOException, InterruptedException {
    this.vertx = vertx;
    this.root = Files.createDirectories(root).toRealPath();
    this.program = Path.of(new GitCommand(this.root).run("--exec-path"), "git-http-backend");
    this.feeders = vertx.createSharedWorkerExecutor("git-backend-in", PROCESSES);
    this.readers = vertx.createSharedWorkerExecutor("git-backend-out", PROCESSES);
  }

  /** This request is part of a push: to be asked of either of its two requests. */
  public static boolean isPush(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        ? request.path().endsWith("/info/refs") && PUSH.equals(request.getParam("service"))
        : request.path().endsWith("/" + PUSH);
  }

  /**
   * An empty bare repository whose HEAD is {@code main}. Blocking, for about 5 ms.
   *
   * @param name below the root, such as {@code owner/repository}; its folder ends in {@code .git}
   * @return its folder, for a {@link GitCommand}
   */
  public Path create(String name) throws IOException {
    var folder = root.resolve(name + ".git");
    Files.createDirectories(folder.resolve("objects/pack"));
    Files.createDirectories(folder.resolve("refs/heads"));
    Files.createDirectories(folder.resolve("hooks"));
    Files.writeString(
        folder.resolve("config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/main\n");
    return folder;
  }

  /**
   * Has pushes to a repository declined from now on, until {@link #accept}.
   *
   * @param status what stands in brackets behind {@code [remote rejected] main -> main}
   * @param lines what the client shows behind {@code remote:}
   */
  public void decline(String name, String status, String... lines) throws IOException {
    var folder = root.resolve(name + ".git");
    var answer = pktLine("version=1\n") + "0000" + pktLine("ng refs/heads/main " + status) + "0000";
    Files.writeString(folder.resolve("hooks/lines"), String.join("\n", lines) + "\n");
    Files.writeString(folder.resolve("hooks/answer"), answer);
    var hook = folder.resolve("hooks/proc-receive");
    Files.writeString(hook, "#!/bin/sh\ncat hooks/lines >&2\ncat hooks/answer\ncat >/dev/null\n");
    if (!hook.toFile().setExecutable(true)) {
      throw new IOException("a hook cannot be made executable");
    }
    // The one hook that may choose the status: "githooks", proc-receive.
    Files.writeString(
        folder.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[receive]\n\tprocReceiveRefs = refs\n");
  }

  /** Lets pushes to a repository through again. */
  public void accept(String name) throws IOException {
    create(name);
  }

  /**
   * Answers one of git's requests. To be called on the request's event loop, before any of the body
   * has been read or after {@code request.pause()}.
   *
   * @param pathInfo the repository's path below the root, with or without {@code .git}, and what
   *     git adds to it: {@code /owner/repository.git/info/refs}
   * @return when the answer has left and the process is gone; failed where the client went away
   */
  public Future<Void> handle(HttpServerRequest request, String pathInfo) {
    request.pause();
    var loop = vertx.getOrCreateContext();
    var environment = environment(request, pathInfo);
    return readers
        .executeBlocking(() -> start(environment), false)
        .compose(
            process -> {
              feed(request, process);
              return readers.<Void>executeBlocking(
                  () -> answer(loop, request.response(), process), false);
            })
        .onFailure(cause -> cutOff(request));
  }

  private Map<String, String> environment(HttpServerRequest request, String pathInfo) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", root.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", pathInfo);
    environment.put("REQUEST_METHOD", request.method().name());
    environment.put("QUERY_STRING", request.query() == null ? "" : request.query());
    environment.put("REMOTE_ADDR", "127.0.0.1");
    put(environment, "CONTENT_TYPE", request.getHeader("Content-Type"));
    put(environment, "CONTENT_LENGTH", request.getHeader("Content-Length"));
    put(environment, "HTTP_CONTENT_ENCODING", request.getHeader("Content-Encoding"));
    put(environment, "GIT_PROTOCOL", request.getHeader("Git-Protocol"));
    var settings =
        Map.of("http.receivepack", "true", "receive.autogc", "false", "core.fsync", "none");
    environment.put("GIT_CONFIG_COUNT", String.valueOf(settings.size()));
    var number = 0;
    for (var setting : settings.entrySet()) {
      environment.put("GIT_CONFIG_KEY_" + number, setting.getKey());
      environment.put("GIT_CONFIG_VALUE_" + number++, setting.getValue());
    }
    return environment;
  }

  private static void put(Map<String, String> environment, String name, String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }

  private Process start(Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(program.toString()).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    // For whoever looks for the reason of a failed test.
    var log = root.resolve("http-backend.log").toFile();
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
  }

  private void feed(HttpServerRequest request, Process process) {
    var input = process.getOutputStream();
    request.handler(
        piece -> {
          request.pause();
          feeders
              .executeBlocking(() -> write(input, piece), false)
              .onComplete(written -> request.resume());
        });
    request.endHandler(end -> feeders.executeBlocking(() -> close(input), false));
    request.exceptionHandler(gone -> feeders.executeBlocking(() -> close(input), false));
    request.resume();
  }

  private static Void write(OutputStream input, Buffer piece) {
    try {
      input.write(piece.getBytes());
    } catch (IOException readsNoMore) {
      // It has answered already; its answer tells why.
    }
    return null;
  }

  private static Void close(OutputStream input) {
    try {
      input.close();
    } catch (IOException readsNoMore) {
      // As above.
    }
    return null;
  }

  private static Void answer(Context loop, HttpServerResponse response, Process process)
      throws Exception {
    try (var output = new BufferedInputStream(process.getInputStream(), PIECE)) {
      try {
        prepare(response, output);
        send(loop, response, output);
      } finally {
        // What it was told to do it does, whether or not anybody still listens.
        output.transferTo(OutputStream.nullOutputStream());
      }
      process.waitFor();
      await(loop, response::end);
      return null;
    } finally {
      process.destroy();
    }
  }

  private static void send(Context loop, HttpServerResponse response, InputStream output)
      throws Exception {
    var piece = new byte[PIECE];
    for (int length; (length = output.read(piece)) >= 0; ) {
      var buffer = Buffer.buffer().appendBytes(piece, 0, length);
      await(loop, () -> response.write(buffer));
    }
  }

  /** The head of a CGI answer (RFC 3875, section 6.3). */
  private static void prepare(HttpServerResponse response, InputStream output) throws IOException {
    response.setChunked(true);
    for (var line = line(output); !line.isEmpty(); line = line(output)) {
      var name = line.substring(0, line.indexOf(':'));
      var value = line.substring(line.indexOf(':') + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        response.setStatusCode(Integer.parseInt(value.substring(0, 3)));
      } else {
        response.putHeader(name, value);
        response.setChunked(!response.headers().contains("Content-Length"));
      }
    }
  }

  private static String line(InputStream output) throws IOException {
    var line = new StringBuilder();
    for (int character; (character = output.read()) != '\n'; ) {
      if (character < 0) {
        throw new IOException("git http-backend ended within its head");
      }
      line.append((char) character);
    }
    return line.toString().strip();
  }

  private static void await(Context loop, Supplier<Future<Void>> action) throws Exception {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(
        onLoop -> Future.succeededFuture().compose(any -> action.get()).onComplete(done));
    done.future().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void cutOff(HttpServerRequest request) {
    var response = request.response();
    if (!response.headWritten() && !response.closed()) {
      response.reset();
    }
    // An answer that breaks off must not look like a whole one.
    request.connection().close();
  }

  private static String pktLine(String text) {
    return String.format("%04x", text.getBytes(StandardCharsets.UTF_8).length + 4) + text;
  }
}
