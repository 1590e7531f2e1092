package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.RepositoryKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareRepositoriesTest {

  private static final RepositoryKey KEY = new RepositoryKey("a@example.com", "a task");

  @TempDir Path folder;
  private BareRepositories repositories;

  @BeforeEach
  void open() {
    repositories = new BareRepositories(folder);
  }

  @Test
  void createsWhatTheStockClientCallsAnEmptyBareRepository() throws Exception {
    try (var repository = repositories.openOrCreate("one")) {
      assertThat(new History(repository).isOurs(KEY)).isTrue();
    }

    var git = new GitCommand(folder.resolve("one.git"));
    assertThat(git.run("rev-parse", "--is-bare-repository")).isEqualTo("true");
    assertThat(git.run("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    assertThat(git.run("fsck", "--strict")).doesNotContain("error");
  }

  @Test
  void leavesNothingBehindWhenItCreates() throws Exception {
    repositories.openOrCreate("one").close();
    repositories.openOrCreate("one").close();

    assertThat(folder.resolve(".new")).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining(file -> file.getFileName().startsWith(".probe"));
  }

  @Test
  void takesNoRepositoryWithABranchOfSomebodyElse() throws Exception {
    repositories.openOrCreate("one").close();
    new GitCommand(folder).run("clone", "-q", "one.git", "clone");
    var person = new GitCommand(folder.resolve("clone"));
    person.run("commit", "--allow-empty", "-m", "Mine\n\nEngine-Repository: 0000000000000000");
    person.run("push", "origin", "HEAD:refs/heads/work");

    try (var repository = repositories.require("one")) {
      assertThat(new History(repository).isOurs(KEY)).isFalse();
      person.run("push", "origin", "HEAD:refs/heads/main");
      assertThat(new History(repository).isOurs(KEY)).isFalse();
    }
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    Files.createDirectories(folder.resolve(".new/one123/objects"));
    var repository = repositories.openOrCreate("one");
    var lock = Files.createFile(folder.resolve("one.git/refs/heads/main.lock"));
    var pack = Files.createFile(folder.resolve("one.git/objects/pack/insert_1.pack"));
    var fresh = Files.createFile(folder.resolve("one.git/HEAD.lock"));
    for (var old : new Path[] {lock, pack}) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    repositories.removeUnfinished();
    repositories.removeLeftovers(repository);
    repository.close();

    assertThat(folder.resolve(".new")).doesNotExist();
    assertThat(lock).doesNotExist();
    assertThat(pack).doesNotExist();
    assertThat(fresh).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../one", "a/b", ".new", "One", "one.git", "-x", "a\0"})
  void knowsNoOtherNamesThanItsOwn(String name) throws Exception {
    repositories.openOrCreate("one").close();

    assertThat(repositories.open(name)).isEmpty();
    assertThatThrownBy(() -> repositories.openOrCreate(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsNoConfigurationOfTheMachineOrUser() throws Exception {
    var system = SystemReader.getInstance();

    assertThat(system).isInstanceOf(IsolatedSystem.class);
    assertThat(system.getUserConfig().toText()).isEqualTo(system.getSystemConfig().toText());
    assertThat(system.openUserConfig(null, FS.DETECTED).getFile()).isNull();
    assertThat(system.getenv("HOME")).isNull();
    assertThat(system.getProperty("user.home")).isNull();
  }
}
