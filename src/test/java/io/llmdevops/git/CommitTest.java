package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

  private static final Trailers TRAILERS = new Trailers("0123456789abcdef", "fedcba9876543210", 1);
  private static final CommitText TEXT = CommitText.of("A site", 1, TRAILERS, Tasks.ACCEPTED);
  private static final FileTree SITE =
      FileTree.of(
          Map.of("index.html", Content.utf8("<h1>"), "a/b.bin", Content.of(new byte[] {0, -1})));

  @TempDir Path folder;
  private BareRepositories repositories;

  @BeforeEach
  void open() {
    repositories = new BareRepositories(folder);
  }

  @Test
  void hasTheSameIdInEveryRepositoryAndTimeZone() throws Exception {
    var here = commit("one", SITE);
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      assertThat(commit("two", SITE)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
    }
    assertThat(git("one").run("cat-file", "commit", "main"))
        .contains("\nauthor LLM DevOps Engine <engine@users.noreply.github.com> 1795378530 +0000\n")
        .contains("\ncommitter LLM DevOps Engine <engine@users.noreply.github.com> 1795378530 ")
        .endsWith(
            "\n\nA site\n\nEngine-Repository: 0123456789abcdef\n"
                + "Engine-Task: fedcba9876543210\nEngine-Version: 1");
  }

  @Test
  void satisfiesTheStockClient() throws Exception {
    commit("one", SITE);

    assertThat(git("one").run("fsck", "--strict", "--full")).isEmpty();
    assertThat(git("one").run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git("one").run("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"))
        .isEqualTo("100644 a/b.bin\n100644 index.html");
  }

  @Test
  void keepsModesAndWhateverAFileTreeDoesNotShow() throws Exception {
    commit("one", SITE);
    var person = clone("one");
    Files.writeString(folder.resolve("clone/run.sh"), "#!/bin/sh\n");
    Files.writeString(folder.resolve("clone/edited.sh"), "#!/bin/sh\n");
    Files.createSymbolicLink(folder.resolve("clone/link"), Path.of("index.html"));
    person.run("add", ".");
    person.run("update-index", "--chmod=+x", "run.sh", "edited.sh");
    person.run("commit", "-m", "By hand");
    person.run("push", "origin", "main");

    try (var repository = repositories.require("one")) {
      var head = new History(repository).head();
      var before = new History(repository).files(head.orElseThrow());
      assertThat(before.files()).containsKeys("run.sh", "edited.sh").doesNotContainKey("link");
      var edit = new Change.Edit("edited.sh", Content.utf8("#!/bin/bash\n"));
      push(repository, head, before, before.with(List.of(edit, new Change.Delete("index.html"))));
    }

    assertThat(git("one").run("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"))
        .isEqualTo("100644 a/b.bin\n100755 edited.sh\n120000 link\n100755 run.sh");
  }

  @Test
  void leavesFilesThatAreTooLargeForItsMemoryWhereTheyAre() throws Exception {
    commit("one", SITE);
    var person = clone("one");
    Files.write(folder.resolve("clone/film.mp4"), new byte[History.LARGEST_FILE + 1]);
    person.run("add", ".");
    person.run("commit", "-m", "By hand");
    person.run("push", "origin", "main");

    try (var repository = repositories.require("one")) {
      var head = new History(repository).head();
      var before = new History(repository).files(head.orElseThrow());
      assertThat(before).isEqualTo(SITE);
      push(repository, head, before, before.with(List.of(new Change.Delete("a/b.bin"))));
    }

    assertThat(git("one").run("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"))
        .isEqualTo("100644 film.mp4\n100644 index.html");
  }

  @Test
  void refusesARepositoryThatWouldFillTheMemory() throws Exception {
    commit("one", SITE);
    var person = clone("one");
    var zeros = new byte[History.LARGEST_FILE];
    for (var i = 0; i < History.MOST_BYTES / History.LARGEST_FILE; i++) {
      Files.write(folder.resolve("clone/film" + i + ".mp4"), zeros);
    }
    person.run("add", ".");
    person.run("commit", "-m", "By hand");
    person.run("push", "origin", "main");

    try (var repository = repositories.require("one")) {
      var history = new History(repository);
      var head = history.head().orElseThrow();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> history.files(head))
          .withMessageContaining("more than 128 MiB");
    }
  }

  @Test
  void replacesAFolderByAFileAndAFileByAFolder() throws Exception {
    var before = FileTree.of(Map.of("docs", Content.utf8("1"), "a/b", Content.utf8("2")));
    var after = FileTree.of(Map.of("docs/x", Content.utf8("3"), "a", Content.utf8("4")));
    commit("one", before);

    try (var repository = repositories.require("one")) {
      push(repository, new History(repository).head(), before, after);
      assertThat(new History(repository).files(head(repository))).isEqualTo(after);
    }
    assertThat(git("one").run("fsck", "--strict", "--full")).isEmpty();
  }

  @Test
  void doesNotMoveABranchThatSomebodyElseHasMoved() throws Exception {
    commit("one", SITE);
    try (var repository = repositories.require("one")) {
      var first = new History(repository).head();
      var elsewhere = LocalPush.write(repository, first, SITE, FileTree.EMPTY, TEXT);

      assertThat(LocalPush.fastForward(repository, Optional.empty(), elsewhere)).isFalse();
      assertThat(new History(repository).head()).isEqualTo(first);
    }
  }

  @Test
  void writesAgainWhatAKilledProcessWroteByHalf() throws Exception {
    var packs = folder.resolve("one.git/objects/pack");
    try (var repository = repositories.openOrCreate("one")) {
      LocalPush.write(repository, Optional.empty(), FileTree.EMPTY, SITE, TEXT);
    }
    try (var indexes = Files.newDirectoryStream(packs, "*.idx")) {
      for (var index : indexes) {
        Files.delete(index);
      }
    }

    commit("one", SITE);

    assertThat(git("one").run("fsck", "--strict", "--full")).isEmpty();
    assertThat(git("one").run("show", "main:index.html")).isEqualTo("<h1>");
    assertThat(packs).isDirectoryNotContaining("glob:**/insert_*");
  }

  @Test
  void isFoundAgainByItsTrailersOnlyAfterItsBase() throws Exception {
    var first = commit("one", SITE);
    try (var repository = repositories.require("one")) {
      var history = new History(repository);

      assertThat(history.find(TRAILERS, List.of())).contains(first);
      assertThat(history.find(TRAILERS, List.of(ObjectId.zeroId()))).contains(first);
      assertThat(history.find(TRAILERS, List.of(first))).isEmpty();
      assertThat(history.find(new Trailers("0123456789abcdef", "fedcba9876543210", 2), List.of()))
          .isEmpty();
      assertThat(history.holds(first)).isTrue();
      assertThat(history.holds(ObjectId.zeroId())).isFalse();
    }
  }

  @Test
  void canBeComparedWithAnother() throws Exception {
    var first = commit("one", SITE);
    var changes =
        List.of(
            new Change.Edit("index.html", Content.utf8("<h1>\n<p>\n")),
            new Change.Write("new.txt", Content.utf8("1\n2\n3\n")),
            new Change.Delete("a/b.bin"));
    try (var repository = repositories.require("one")) {
      push(repository, Optional.of(first), SITE, SITE.with(changes));

      assertThat(Difference.between(repository, Optional.of(first), head(repository)))
          .containsExactly(
              new Difference("a/b.bin", Difference.Kind.DELETED, 0, 0),
              new Difference("index.html", Difference.Kind.MODIFIED, 2, 1),
              new Difference("new.txt", Difference.Kind.ADDED, 3, 0));
      assertThat(Difference.between(repository, Optional.empty(), first)).hasSize(2);
    }
  }

  private ObjectId commit(String name, FileTree files) throws IOException {
    try (var repository = repositories.openOrCreate(name)) {
      return push(repository, Optional.empty(), FileTree.EMPTY, files);
    }
  }

  private static ObjectId push(
      FileRepository repository, Optional<ObjectId> parent, FileTree before, FileTree after)
      throws IOException {
    var commit = LocalPush.write(repository, parent, before, after, TEXT);
    assertThat(LocalPush.fastForward(repository, parent, commit)).isTrue();
    return commit;
  }

  private static ObjectId head(FileRepository repository) throws IOException {
    return new History(repository).head().orElseThrow();
  }

  private GitCommand git(String name) {
    return new GitCommand(folder.resolve(name + ".git"));
  }

  private GitCommand clone(String name) throws Exception {
    new GitCommand(folder).run("clone", "-q", name + ".git", "clone");
    return new GitCommand(folder.resolve("clone"));
  }
}
