package io.llmdevops.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.git.GitCommand;
import io.llmdevops.task.Content;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the stock git client. */
class GitOverHttpTest {

  private static final String UPLOAD = "application/x-git-upload-pack-request";

  @TempDir Path folder;
  private HostingFixture hosting;
  private GitCommand git;

  @BeforeEach
  void start() throws Exception {
    hosting = new HostingFixture(folder.resolve("data"));
    git = new GitCommand(folder);
    hosting.commit("site-1", Map.of("index.html", Content.utf8("1")));
  }

  @AfterEach
  void stop() throws Exception {
    hosting.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void canBeClonedAndFetchedWithEveryVersionOfTheProtocol(int version) throws Exception {
    var protocol = "protocol.version=" + version;
    git.run("-c", protocol, "clone", "-q", url("site-1"), "clone");
    var clone = new GitCommand(folder.resolve("clone"));
    assertThat(clone.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(clone.run("fsck", "--strict", "--full")).isEmpty();
    assertThat(clone.run("log", "--format=%s")).isEqualTo("A site");

    hosting.commit("site-1", Map.of("index.html", Content.utf8("2"), "b", Content.utf8("b")));
    clone.run("-c", protocol, "pull", "-q", "--ff-only");

    assertThat(folder.resolve("clone/index.html")).hasContent("2");
    assertThat(clone.run("rev-list", "--count", "HEAD")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void canBeClonedShallow(int version) throws Exception {
    hosting.commit("site-1", Map.of("index.html", Content.utf8("2")));

    git.run("-c", "protocol.version=" + version, "clone", "-q", "--depth=1", url("site-1"), "c");
    var clone = new GitCommand(folder.resolve("c"));
    assertThat(clone.run("rev-list", "--count", "HEAD")).isEqualTo("1");
    clone.run("-c", "protocol.version=" + version, "fetch", "-q", "--unshallow");
    assertThat(clone.run("rev-list", "--count", "HEAD")).isEqualTo("2");
  }

  @Test
  void sendsEveryByteOfALargeRepository() throws Exception {
    var random = new Random(7);
    var files = new HashMap<String, Content>();
    for (int i = 0; i < 20; i++) {
      var bytes = new byte[200_000];
      random.nextBytes(bytes);
      files.put("ü " + i + ".bin", Content.of(bytes));
    }
    hosting.commit("large-1", files);

    git.run("clone", "-q", url("large-1"), "clone");

    for (var file : files.entrySet()) {
      var cloned = Files.readAllBytes(folder.resolve("clone").resolve(file.getKey()));
      assertThat(Content.of(cloned)).isEqualTo(file.getValue());
    }
  }

  @Test
  void negotiatesOverManyRounds() throws Exception {
    git.run("-c", "protocol.version=0", "clone", "-q", url("site-1"), "clone");
    var clone = new GitCommand(folder.resolve("clone"));
    for (int i = 0; i < 70; i++) {
      clone.run("commit", "-q", "--allow-empty", "-m", "Mine " + i);
    }
    hosting.commit("site-1", Map.of("index.html", Content.utf8("2")));

    for (var version : List.of("protocol.version=0", "protocol.version=2")) {
      clone.run("update-ref", "-d", "refs/remotes/origin/main");
      clone.run("-c", version, "fetch", "-q", "origin");
      assertThat(clone.run("log", "-1", "--format=%P", "origin/main"))
          .isEqualTo(clone.run("rev-parse", "main~70"));
    }
  }

  @Test
  void refusesAPush() throws Exception {
    git.run("clone", "-q", url("site-1"), "clone");
    var clone = new GitCommand(folder.resolve("clone"));
    clone.run("commit", "-q", "--allow-empty", "-m", "Mine");

    var pushed = clone.tryRun("push", "origin", "main");

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.output()).contains("403");
    assertThat(post("git-receive-pack", new byte[0]).statusCode()).isEqualTo(403);
  }

  @Test
  void readsACompressedRequest() throws Exception {
    git.run("clone", "-q", url("site-1"), "clone");
    var head = new GitCommand(folder.resolve("clone")).run("rev-parse", "HEAD");
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(("0032want " + head + "\n00000009done\n").getBytes());
    }

    var answer = post("git-upload-pack", zipped.toByteArray(), "Content-Encoding", "gzip");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), 0, 12)).isEqualTo("0008NAK\nPACK");
  }

  @Test
  void tellsAClientThatAsksFirstToGoOn() throws Exception {
    var origin = URI.create(hosting.origin());
    try (var socket = new Socket(origin.getHost(), origin.getPort())) {
      socket.setSoTimeout(10_000);
      var head =
          "POST /git/site-1.git/git-upload-pack HTTP/1.1\r\nHost: localhost\r\n"
              + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes());
      var reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));

      assertThat(reader.readLine()).startsWith("HTTP/1.1 100 ");
    }
  }

  @Test
  void refusesARequestThatIsTooLargeHoweverItIsCompressed() throws Exception {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(new byte[8_000_000]);
    }

    var answer = post("git-upload-pack", zipped.toByteArray(), "Content-Encoding", "gzip");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void survivesARequestThatIsRubbish() throws Exception {
    var answer = post("git-upload-pack", "rubbish".getBytes());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(git.tryRun("ls-remote", url("site-1")).exit()).isZero();
  }

  private String url(String name) {
    return hosting.origin() + "/git/" + name + ".git";
  }

  private HttpResponse<byte[]> post(String service, byte[] body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url("site-1") + "/" + service))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", UPLOAD)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
