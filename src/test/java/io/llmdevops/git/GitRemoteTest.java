package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the stock git server of this machine. */
@ExtendWith(VertxExtension.class)
class GitRemoteTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String[] FETCH = {"GET git-upload-pack", "POST git-upload-pack"};
  private static final String[] PUSH = {"GET git-receive-pack", "POST git-receive-pack"};
  private static final FileTree SITE = FileTree.of(Map.of("index.html", Content.utf8("<h1>")));

  @TempDir Path folder;
  private Vertx vertx;
  private GitServer server;
  private GitRemote remote;
  private GitCommand there;
  private FileRepository mirror;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    server = new GitServer(vertx, folder.resolve("root"));
    there = new GitCommand(server.backend().create("site"));
    remote = server.remote("site.git", PATIENCE);
    mirror = new BareRepositories(folder.resolve("mirrors")).openOrCreate("site");
  }

  @AfterEach
  void stop() {
    mirror.close();
    server.close();
  }

  @Test
  void pushesIntoAnEmptyRepository() throws Exception {
    assertThat(remote.fetch(mirror)).isEqualTo(new GitRemote.State(Optional.empty(), true));
    assertThat(server.requests()).containsExactly(FETCH[0]);

    var commit = commit(Optional.empty(), FileTree.EMPTY, SITE);
    assertThat(remote.push(mirror, Optional.empty(), commit)).isTrue();

    assertThat(server.requests()).containsExactly(PUSH);
    assertThat(there.run("rev-parse", "main")).isEqualTo(commit.name());
    assertThat(there.run("show", "main:index.html")).isEqualTo("<h1>");
    assertThat(there.run("fsck", "--strict", "--full")).isEmpty();
  }

  @Test
  void pushesOnTopOfWhatItPushedBefore() throws Exception {
    var first = pushed(SITE);

    assertThat(remote.fetch(mirror)).isEqualTo(new GitRemote.State(Optional.of(first), false));
    assertThat(server.requests()).containsExactly(FETCH[0]);
    var second = commit(Optional.of(first), SITE, FileTree.EMPTY);
    assertThat(remote.push(mirror, Optional.of(first), second)).isTrue();

    assertThat(server.requests()).containsExactly(PUSH);
    assertThat(there.run("rev-list", "main")).isEqualTo(second.name() + "\n" + first.name());
  }

  @Test
  void keepsToOneConnectionEvenWhereAnAnswerEndsLate() throws Exception {
    server.answer(
        request -> {
          request
              .response()
              .setChunked(true)
              .putHeader("Content-Type", "application/x-git-upload-pack-advertisement")
              .write("001e# service=git-upload-pack\n00000000");
          vertx.setTimer(200, late -> request.response().end());
        });

    for (var fetches = 0; fetches < 3; fetches++) {
      assertThat(remote.fetch(mirror).isEmpty()).isTrue();
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void takesAPushThatHasHappenedAlreadyAsDone() throws Exception {
    var first = pushed(SITE);

    assertThat(remote.push(mirror, Optional.empty(), first)).isTrue();
    assertThat(server.requests()).containsExactly(PUSH[0]);
  }

  @Test
  void leavesWhatSomebodyElseHasPushed() throws Exception {
    var first = pushed(SITE);
    var second = commit(Optional.of(first), SITE, FileTree.EMPTY);
    var theirs = personPushes("main");

    assertThat(remote.push(mirror, Optional.of(first), second)).isFalse();
    assertThat(remote.push(mirror, Optional.empty(), second)).isFalse();

    assertThat(there.run("rev-parse", "main")).isEqualTo(theirs);
    assertThat(server.requests()).containsExactly(PUSH[0], PUSH[0]);
  }

  /**
   * Pushes until its right to is asked for the nth time, and is lost.
   *
   * @return what lies there before and after
   */
  private ObjectId losesItsRight(int when) throws Exception {
    var first = pushed(SITE);
    var second = commit(Optional.of(first), SITE, FileTree.EMPTY);
    var lost = new IllegalStateException("lost");
    var asked = new AtomicInteger();
    var watched =
        remote.during(
            () -> {
              if (asked.incrementAndGet() == when) {
                throw lost;
              }
            });
    assertThatThrownBy(() -> watched.push(mirror, Optional.of(first), second)).isSameAs(lost);
    assertThat(asked).hasValue(when);
    return first;
  }

  @Test
  void sendsNothingMoreWhereItsRightToIsLostBetweenTwoRequests() throws Exception {
    var first = losesItsRight(2);

    assertThat(server.requests()).containsExactly(PUSH[0]);
    assertThat(there.run("rev-parse", "main")).isEqualTo(first.name());
  }

  /** It is asked for once more when the second request has its connection. */
  @Test
  void pushesNothingOverAConnectionThatCameTooLate() throws Exception {
    var first = losesItsRight(3);

    assertThat(there.run("rev-parse", "main")).isEqualTo(first.name());
  }

  @Test
  void leavesWhatSomebodyElsePushesBetweenItsTwoRequests() throws Exception {
    var first = pushed(SITE);
    var second = commit(Optional.of(first), SITE, FileTree.EMPTY);
    server.answer(
        request -> {
          request.pause();
          var isPost = request.method().name().equals("POST");
          vertx
              .executeBlocking(() -> isPost ? personPushes("main") : "")
              .onSuccess(done -> server.forward(request));
        });

    assertThat(remote.push(mirror, Optional.of(first), second)).isFalse();

    assertThat(there.run("log", "-1", "--format=%s", "main")).isEqualTo("By hand");
    assertThat(server.requests()).containsExactly(PUSH);
  }

  @Test
  void bringsForeignWorkAndItsHistory() throws Exception {
    var first = pushed(SITE);
    remote.fetch(mirror);
    server.requests();
    var theirs = personPushes("main");

    assertThat(remote.fetch(mirror).head()).contains(ObjectId.fromString(theirs));

    assertThat(server.requests()).containsExactly(FETCH);
    assertThat(head()).contains(ObjectId.fromString(theirs));
    assertThat(new History(mirror).holds(first)).isTrue();
    assertThat(new History(mirror).files(head().orElseThrow()).files())
        .containsOnlyKeys("by-hand.txt", "index.html");
  }

  @Test
  void bringsAnEntireRepositoryToANewMachine() throws Exception {
    var first = pushed(SITE);
    var theirs = personPushes("main");
    there.run("tag", "v1", "main");
    server.requests();

    try (var other = new BareRepositories(folder.resolve("other")).openOrCreate("site")) {
      assertThat(remote.fetch(other).head()).contains(ObjectId.fromString(theirs));

      assertThat(server.requests()).containsExactly(FETCH);
      assertThat(new History(other).holds(first)).isTrue();
      assertThat(new GitCommand(other.getDirectory().toPath()).run("for-each-ref"))
          .isEqualTo(theirs + " commit\trefs/heads/main");
    }
  }

  @Test
  void followsARewrittenBranch() throws Exception {
    pushed(SITE);
    remote.fetch(mirror);
    personPushes("main");
    there.run("update-ref", "refs/heads/main", orphan());

    var state = remote.fetch(mirror);

    assertThat(state.head()).map(ObjectId::name).contains(there.run("rev-parse", "main"));
    assertThat(head()).isEqualTo(state.head());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void seesEveryBranchButTakesMainOnly(String protocol) throws Exception {
    mirror.getConfig().setString("protocol", null, "version", protocol);
    pushed(SITE);
    remote.fetch(mirror);
    there.run("branch", "-M", "main", "work");

    assertThat(remote.fetch(mirror)).isEqualTo(new GitRemote.State(Optional.empty(), false));
    assertThat(head()).isEmpty();
    there.run("branch", "-D", "work");
    assertThat(remote.fetch(mirror)).isEqualTo(new GitRemote.State(Optional.empty(), true));

    personPushes("main");
    assertThat(remote.fetch(mirror).head()).isEqualTo(head()).isPresent();
  }

  @Test
  void movesALargePack() throws Exception {
    var bytes = new byte[20 * 1024 * 1024];
    new Random(1).nextBytes(bytes);
    var commit = pushed(FileTree.of(Map.of("data.bin", Content.of(bytes))));

    assertThat(there.run("cat-file", "-s", "main:data.bin")).isEqualTo("" + bytes.length);
    assertThat(server.requests()).isEmpty();
    try (var other = new BareRepositories(folder.resolve("other")).openOrCreate("site")) {
      assertThat(remote.fetch(other).head()).contains(commit);
      assertThat(new History(other).files(commit).get("data.bin")).contains(Content.of(bytes));
    }
  }

  @Test
  void worksWithAUrlThatDoesNotEndInGitAndInTurkish() throws Exception {
    var usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      remote = server.remote("site", PATIENCE);
      var commit = pushed(SITE);
      assertThat(remote.fetch(mirror).head()).contains(commit);
      personPushes("main");
      assertThat(remote.fetch(mirror).head()).isEqualTo(head());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void leavesNeitherTokenNorUrlOnTheDisk() throws Exception {
    var config = Files.readString(mirror.getDirectory().toPath().resolve("config"));
    pushed(SITE);
    personPushes("main");
    remote.fetch(mirror);

    assertThat(mirror.getDirectory().toPath().resolve("config")).hasContent(config);
    var token = GitServer.TOKEN.reveal();
    var pair = ("x-access-token:" + token).getBytes(StandardCharsets.UTF_8);
    var encoded = Base64.getEncoder().encodeToString(pair);
    try (var files = Files.walk(folder.resolve("mirrors"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain(token, encoded, "127.0.0.1");
      }
    }
  }

  private ObjectId pushed(FileTree files) throws IOException {
    var commit = commit(Optional.empty(), FileTree.EMPTY, files);
    assertThat(remote.push(mirror, Optional.empty(), commit)).isTrue();
    server.requests();
    return commit;
  }

  private ObjectId commit(Optional<ObjectId> parent, FileTree before, FileTree after)
      throws IOException {
    var trailers = new Trailers("0123456789abcdef", "fedcba9876543210", 1);
    var text = CommitText.of("A site", 1, trailers, Instant.EPOCH);
    return LocalPush.write(mirror, parent, before, after, text);
  }

  private Optional<ObjectId> head() throws IOException {
    return new History(mirror).head();
  }

  /** By a clone of their own, past the server. */
  private String personPushes(String branch) throws Exception {
    var clone = Files.createTempDirectory(folder, "person");
    var person = new GitCommand(clone);
    person.run("clone", "-q", there.folder().toString(), ".");
    Files.writeString(clone.resolve("by-hand.txt"), "mine\n");
    person.run("add", ".");
    person.run("commit", "-qm", "By hand");
    person.run("push", "-q", "origin", "HEAD:refs/heads/" + branch);
    return person.run("rev-parse", "HEAD");
  }

  private String orphan() throws Exception {
    var tree = there.run("rev-parse", "main^{tree}");
    return there.run("commit-tree", "-m", "Anew", tree);
  }
}
