package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmdevops.git.GitRemoteException.Kind;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes that the stock server declines, in words that GitHub's documentation shows. */
@ExtendWith(VertxExtension.class)
class DeclinedPushTest {

  @TempDir Path folder;
  private GitServer server;
  private GitRemote remote;
  private GitCommand there;
  private FileRepository mirror;
  private ObjectId commit;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    server = new GitServer(vertx, folder.resolve("root"));
    there = new GitCommand(server.backend().create("site"));
    remote = server.remote("site.git", Duration.ofSeconds(20));
    mirror = new BareRepositories(folder.resolve("mirrors")).openOrCreate("site");
    var trailers = new Trailers("0123456789abcdef", "fedcba9876543210", 1);
    var text = CommitText.of("A site", 1, trailers, Instant.EPOCH);
    var files = FileTree.of(Map.of("index.html", Content.utf8("<h1>")));
    commit = LocalPush.write(mirror, Optional.empty(), FileTree.EMPTY, files, text);
  }

  @AfterEach
  void stop() {
    mirror.close();
    server.close();
  }

  @Test
  void namesTheFileInWhichGitHubHasFoundASecret() throws Exception {
    decline(
        "push declined due to repository rule violations",
        "error: GH013: Repository rule violations found for refs/heads/main.",
        "",
        "- GITHUB PUSH PROTECTION",
        "  —————————————————————————————————————————",
        "    —— GitHub Personal Access Token ——————————————————————",
        "     locations:",
        "       - commit: 8728dbe67",
        "         path: README.md:4");

    var fault = fault();

    assertThat(fault.kind()).isEqualTo(Kind.DECLINED);
    assertThat(fault)
        .hasMessage("the push was declined: push declined due to repository rule violations");
    assertThat(fault.said())
        .startsWith("error: GH013: Repository rule violations found for refs/heads/main.")
        .contains("path: README.md:4")
        .endsWith("push declined due to repository rule violations");
    assertThat(there.run("for-each-ref")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "refusing to allow a Personal Access Token to create or update workflow"
            + " `.github/workflows/pages.yml` without `workflow` scope, DECLINED",
        "protected branch hook declined, DECLINED",
        "pre-receive hook declined, DECLINED",
        "push declined due to email privacy restrictions, DECLINED",
        "Internal Server Error, PASSING",
        "failed to update ref, PASSING"
      })
  void tellsTheStatus(String status, Kind kind) throws Exception {
    decline(status, "error: GH001: Large files detected.");

    var fault = fault();

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.said()).containsExactly("error: GH001: Large files detected.", status);
  }

  @Test
  void knowsByTheStatusThatMainIsElsewhere() throws Exception {
    decline("cannot lock ref 'refs/heads/main': is at 8728dbe67 but expected 0000000");

    assertThat(push()).isFalse();
  }

  @Test
  void showsOnlySoMuchAndNoControlCharacters() throws Exception {
    var lines = Stream.generate(() -> "\u001b[1;31mno\u001b[0m\u0007" + "o".repeat(500)).limit(500);
    decline("no", lines.toArray(String[]::new));

    assertThat(fault().said())
        .hasSizeBetween(50, 101)
        .allMatch(
            line -> line.length() <= 300 && line.codePoints().noneMatch(Character::isISOControl))
        .first()
        .asString()
        .startsWith("no ooo")
        .endsWith("…");
  }

  @Test
  void showsNoTokenThatTheRemoteShows() throws Exception {
    var token = GitServer.TOKEN.reveal();
    var pair = ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8);
    var basic = Base64.getEncoder().encodeToString(pair);
    decline(
        "no, " + token,
        "sent: " + basic,
        token.substring(0, 5) + "\u001b[1m" + token.substring(5),
        "x".repeat(299 - token.length() / 2) + token);

    var fault = fault();

    assertThat(fault).hasMessage("the push was declined: no, ***");
    assertThat(fault.said()).contains("***", "no, ***");
    assertThat(String.join("\n", fault.said()))
        .doesNotContain(token.substring(0, token.length() / 2), basic.substring(20));
  }

  @Test
  void tellsThatThePackIsTooLarge() throws Exception {
    there.run("config", "receive.maxInputSize", "10");

    var fault = fault();

    assertThat(fault.kind()).isEqualTo(Kind.DECLINED);
    assertThat(fault.said()).anyMatch(line -> line.contains("pack exceeds maximum allowed size"));
  }

  @Test
  void succeedsOnceItIsAccepted() throws Exception {
    decline("no");
    fault();
    server.backend().accept("site");

    assertThat(push()).isTrue();
    assertThat(there.run("rev-parse", "main")).isEqualTo(commit.name());
  }

  private void decline(String status, String... lines) throws IOException {
    server.backend().decline("site", status, lines);
  }

  private boolean push() throws IOException {
    return remote.push(mirror, Optional.empty(), commit);
  }

  private GitRemoteException fault() {
    var fault = catchThrowableOfType(GitRemoteException.class, this::push);
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).doesNotContain("://", "127.0.0.1");
    return fault;
  }
}
