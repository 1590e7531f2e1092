package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmdevops.git.GitRemoteException.Kind;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between two machines. */
@ExtendWith(VertxExtension.class)
@Timeout(30)
class GitRemoteFaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String GIT = "application/x-git-upload-pack-advertisement";

  @TempDir Path folder;
  private Vertx vertx;
  private GitServer server;
  private GitRemote remote;
  private GitCommand there;
  private FileRepository mirror;
  private ObjectId commit;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    server = new GitServer(vertx, folder.resolve("root"));
    there = new GitCommand(server.backend().create("site"));
    remote = server.remote("site.git", PATIENCE);
    mirror = new BareRepositories(folder.resolve("mirrors")).openOrCreate("site");
    commit = commit(Content.utf8("<h1>"));
  }

  @AfterEach
  void stop() {
    mirror.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, PASSING", "401, UNAUTHORIZED", "403, FORBIDDEN", "404, NOT_FOUND", "413, DECLINED",
    "429, LIMITED", "451, FORBIDDEN", "500, PASSING", "502, PASSING", "503, PASSING"
  })
  void tellsFromTheStatusWhatIsWrong(int status, Kind kind) {
    server.answer(
        request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("Retry-After", "7")
                .putHeader("WWW-Authenticate", "Basic realm=\"GitHub\"")
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("One reason.\n\u001b[31mAnother\u0007 one."));

    for (var fault : new GitRemoteException[] {fault(this::fetch), fault(this::push)}) {
      assertThat(fault.kind()).isEqualTo(kind);
      assertThat(fault).hasMessage("the remote answered with HTTP status " + status);
      assertThat(fault.said()).containsExactly("One reason.", "Another one.");
      assertThat(fault.retryAfter()).contains("7");
    }
    assertThat(server.requests()).containsExactly("GET git-upload-pack", "GET git-receive-pack");
  }

  @ParameterizedTest
  @CsvSource({"401, UNAUTHORIZED", "403, FORBIDDEN", "404, NOT_FOUND", "503, PASSING"})
  void tellsItOfThePackToo(int status, Kind kind) {
    onPost(request -> request.response().setStatusCode(status).end());

    assertThat(fault(this::push).kind()).isEqualTo(kind);
    assertThat(server.requests()).containsExactly("GET git-receive-pack", "POST git-receive-pack");
  }

  @Test
  void knowsARateLimitByWhatIsSaid() {
    server.answer(
        request ->
            request
                .response()
                .setStatusCode(403)
                .putHeader("Content-Type", "application/json")
                .end("{\"message\":\"You have exceeded a secondary rate limit.\"}"));

    assertThat(fault(this::push).kind()).isEqualTo(Kind.LIMITED);
  }

  @Test
  void sendsTheTokenAtOnceAndAsksNobodyForAnother() throws Exception {
    var asked = new AtomicInteger();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked.incrementAndGet();
            return new PasswordAuthentication("somebody", "else".toCharArray());
          }
        });
    try {
      assertThat(push()).isTrue();
      assertThat(server.requests())
          .containsExactly("GET git-receive-pack", "POST git-receive-pack");
      server.answer(
          request ->
              request
                  .response()
                  .putHeader("WWW-Authenticate", "Basic realm=git")
                  .setStatusCode(401)
                  .end());
      assertThat(fault(this::fetch).kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(server.requests()).containsExactly("GET git-upload-pack");
    } finally {
      Authenticator.setDefault(null);
    }
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (var elsewhere = new GitServer(vertx, folder.resolve("elsewhere"))) {
      elsewhere.backend().create("site");
      Handler<HttpServerRequest> redirect =
          request ->
              request
                  .response()
                  .setStatusCode(status)
                  .putHeader("Location", elsewhere.url(request.uri().substring(1)).toString())
                  .end();
      server.answer(redirect);
      assertThat(fault(this::fetch).kind()).isEqualTo(Kind.MOVED_AWAY);
      assertThat(fault(this::push).kind()).isEqualTo(Kind.MOVED_AWAY);
      onPost(redirect);
      assertThat(fault(this::push).kind()).isEqualTo(Kind.MOVED_AWAY);

      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void doesNotRepeatWhatBrokeOff(String method) throws Exception {
    server.answer(
        request -> {
          if (request.method().name().equals(method)) {
            request.connection().close();
          } else {
            server.forward(request);
          }
        });

    assertThat(fault(this::push).kind()).isEqualTo(Kind.PASSING);

    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("POST"))
        .hasSizeLessThan(2);
    assertThat(there.run("for-each-ref")).isEmpty();
  }

  @Test
  void findsAPushWhoseAnswerWasLost() throws Exception {
    onPost(
        request -> {
          request.response().putHeader("Content-Type", "application/x-git-receive-pack-result");
          server.backend().handle(request, request.path());
          request.response().headersEndHandler(headers -> request.connection().close());
        });

    assertThat(fault(this::push).kind()).isEqualTo(Kind.PASSING);

    server.answer(null);
    assertThat(there.run("rev-parse", "main")).isEqualTo(commit.name());
    assertThat(fetch().head()).contains(commit);
    assertThat(push()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html|<html>Please sign in</html>",
        "text/plain|",
        GIT + "|",
        GIT + "|<html>Please sign in</html>",
        GIT + "|001e# service=git-upload-pack\n0000",
        GIT + "|001e# service=git-upload-pack\n0000ffff",
        GIT + "|001e# service=git-upload-pack\n0000003fnot-a-name-of-an-object refs/heads/main",
        GIT + "; charset=utf-8|001e# service=git-upload-pack\n00000000"
      })
  void takesNoOtherAnswerForAnEmptyRepository(String answer) {
    var type = answer.substring(0, answer.indexOf('|'));
    var body = answer.substring(answer.indexOf('|') + 1);
    server.answer(request -> request.response().putHeader("Content-Type", type).end(body));

    assertThat(fault(this::fetch).kind()).isEqualTo(Kind.PASSING);
    assertThat(fault(this::push).kind()).isEqualTo(Kind.PASSING);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void takesNoPackThatBreaksOff() throws Exception {
    push();
    onPost(
        request ->
            request
                .response()
                .putHeader("Content-Type", "application/x-git-upload-pack-result")
                .end("0008NAK\n0011\u0001PACK\0\0\0\u0002\0\0"));
    try (var other = new BareRepositories(folder.resolve("other")).openOrCreate("site")) {
      assertThat(fault(() -> remote.fetch(other)).kind()).isEqualTo(Kind.PASSING);
      assertThat(new History(other).head()).isEmpty();
      server.answer(null);
      assertThat(remote.fetch(other).head()).contains(commit);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void endsWithAServerThatSaysNothing(String method) throws Exception {
    commit = commit(large());
    server.answer(
        request -> {
          if (request.method().name().equals(method)) {
            // Nor does it read what it is sent.
            request.pause();
          } else {
            server.forward(request);
          }
        });
    remote = server.remote("site.git", SHORT);

    assertThat(fault(this::push)).hasMessage("the remote took too long to answer");
  }

  @Test
  void endsWithAServerThatFallsSilent() {
    remote = new GitRemote(server.url("site.git"), GitServer.TOKEN, PATIENCE, SHORT);
    server.answer(
        request ->
            request.response().setChunked(true).putHeader("Content-Type", GIT).write("001e"));

    assertThat(fault(this::fetch)).hasMessage("the remote took too long to answer");
  }

  @Test
  void endsWithAServerThatDrips() {
    remote = server.remote("site.git", SHORT);
    server.answer(
        request -> {
          var response = request.response().setChunked(true).putHeader("Content-Type", GIT);
          response.write("001e# service=git-upload-pack\n");
          var timer = vertx.setPeriodic(20, tick -> response.write("0005x"));
          response.closeHandler(closed -> vertx.cancelTimer(timer));
        });

    var start = System.nanoTime();
    assertThat(fault(this::fetch)).hasMessage("the remote took too long to answer");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void endsWithAServerWhoseHeadersDrip() {
    var dripping =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  socket.write("HTTP/1.1 200 OK\r\n");
                  var timer = vertx.setPeriodic(20, tick -> socket.write("X: y\r\n"));
                  socket.closeHandler(closed -> vertx.cancelTimer(timer));
                })
            .listen(0, "127.0.0.1")
            .await();
    var url = URI.create("http://127.0.0.1:" + dripping.actualPort() + "/site.git");
    remote = new GitRemote(url, GitServer.TOKEN, SHORT);

    assertThat(fault(this::fetch)).hasMessage("the remote took too long to answer");
    dripping.close().await();
    assertThat(fault(this::fetch)).hasMessage("the remote cannot be reached");
  }

  private void onPost(Handler<HttpServerRequest> handler) {
    server.answer(
        request -> {
          if (request.method().name().equals("POST")) {
            handler.handle(request);
          } else {
            server.forward(request);
          }
        });
  }

  private GitRemote.State fetch() throws IOException {
    return remote.fetch(mirror);
  }

  private boolean push() throws IOException {
    return remote.push(mirror, Optional.empty(), commit);
  }

  /** What was thrown, and that nothing of it shows the token. */
  private static GitRemoteException fault(ThrowingCallable call) {
    var fault = catchThrowableOfType(GitRemoteException.class, call);
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).doesNotContain("://", "127.0.0.1");
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain(GitServer.TOKEN.reveal(), "Basic ");
    }
    return fault;
  }

  private static Content large() {
    var bytes = new byte[8 * 1024 * 1024];
    new Random(1).nextBytes(bytes);
    return Content.of(bytes);
  }

  private ObjectId commit(Content index) throws IOException {
    var trailers = new Trailers("0123456789abcdef", "fedcba9876543210", 1);
    var text = CommitText.of("A site", 1, trailers, Instant.EPOCH);
    var files = FileTree.of(Map.of("index.html", index));
    return LocalPush.write(mirror, Optional.empty(), FileTree.EMPTY, files, text);
  }
}
