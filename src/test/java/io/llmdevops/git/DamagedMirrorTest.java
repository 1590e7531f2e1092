package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mirror holds nothing that cannot be fetched again: whatever harms it, a new one helps. */
@ExtendWith(VertxExtension.class)
class DamagedMirrorTest {

  @TempDir Path folder;
  private GitServer server;
  private GitRemote remote;
  private BareRepositories mirrors;
  private Path mirror;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    server = new GitServer(vertx, folder.resolve("root"));
    remote = server.remote("site.git", Duration.ofSeconds(20));
    mirrors = new BareRepositories(folder.resolve("mirrors"));
    mirror = folder.resolve("mirrors/site.git");
    var person = new GitCommand(Files.createDirectories(folder.resolve("person")));
    person.run("init", "-q", "-b", "main");
    for (var file : List.of("one.txt", "two.txt")) {
      Files.writeString(person.folder().resolve(file), file.repeat(1000));
      person.run("add", ".");
      person.run("commit", "-qm", file);
    }
    person.run("push", "-q", server.backend().create("site").toString(), "main");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isUnharmedAtFirst() throws Exception {
    assertThat(files()).isEqualTo(whatIsThere());
    assertThat(server.requests()).hasSize(2);
    assertThat(files()).isEqualTo(whatIsThere());
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "refs/heads/main", "objects/pack"})
  void isReplacedWhereSomethingIsMissing(String part) throws Exception {
    files();
    deleteBelow(mirror.resolve(part));

    assertThat(files()).isEqualTo(whatIsThere());
    assertThat(new GitCommand(mirror).run("fsck", "--strict", "--full")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "refs/heads/main", "objects/pack"})
  void isReplacedWhereAPowerCutLeftNoContent(String part) throws Exception {
    files();
    for (var file : filesBelow(mirror.resolve(part))) {
      var size = Files.size(file);
      Files.delete(file);
      Files.write(file, part.equals("objects/pack") ? new byte[(int) size] : new byte[0]);
    }

    assertThat(files()).isEqualTo(whatIsThere());
  }

  @Test
  void isReplacedWhereAFileCannotBeRead() throws Exception {
    files();
    for (var file : filesBelow(mirror.resolve("objects/pack"))) {
      if (file.toString().endsWith(".pack")) {
        var bytes = Files.readAllBytes(file);
        Files.delete(file);
        // The last object is the older file.
        bytes[bytes.length - 30] ^= 0x55;
        Files.write(file, bytes);
      }
    }

    assertThat(files()).isEqualTo(whatIsThere());
  }

  @Test
  void isUsedInSpiteOfWhatAKilledProcessLeft() throws Exception {
    files();
    new GitCommand(mirror).run("update-ref", "refs/heads/main", "main~1");
    var leftovers =
        List.of("refs/heads/main.lock", "objects/incoming_1.pack", "objects/pack/insert_1.pack");
    for (var name : leftovers) {
      var file = Files.writeString(mirror.resolve(name), "half");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    assertThat(files()).isEqualTo(whatIsThere());
    assertThat(leftovers).noneMatch(name -> Files.exists(mirror.resolve(name)));
  }

  @Test
  void isLeftAloneWhereTheFaultIsTheOtherSides() throws Exception {
    files();
    var packs = filesBelow(mirror.resolve("objects/pack"));
    server.answer(request -> request.response().setStatusCode(503).end());

    assertThatThrownBy(this::files).isInstanceOf(GitRemoteException.class);
    assertThat(packs).isNotEmpty().allMatch(Files::exists);
  }

  /** With a mirror that is removed where it, rather than the other side, is at fault. */
  private FileTree files() throws IOException {
    try {
      return fetched();
    } catch (GitRemoteException theirs) {
      throw theirs;
    } catch (IOException damaged) {
      FileUtils.delete(mirror.toFile(), FileUtils.RECURSIVE);
      return fetched();
    }
  }

  private FileTree fetched() throws IOException {
    try (var repository = mirrors.openOrCreate("site")) {
      mirrors.removeLeftovers(repository);
      var head = remote.fetch(repository).head().orElseThrow();
      return new History(repository).files(head);
    }
  }

  private static FileTree whatIsThere() {
    return FileTree.of(
        Map.of(
            "one.txt", Content.utf8("one.txt".repeat(1000)),
            "two.txt", Content.utf8("two.txt".repeat(1000))));
  }

  private static List<Path> filesBelow(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void deleteBelow(Path place) throws IOException {
    for (var file : filesBelow(place)) {
      Files.delete(file);
    }
  }
}
