package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.PostgresServer;
import io.llmdevops.store.SqlTaskStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static List<Finding> look(Path dataDir) {
    return new StoreCheck(new StoreConfig(dataDir)).look();
  }

  private static Finding first(Path dataDir) {
    return look(dataDir).get(0);
  }

  private SqlTaskStore open() throws Exception {
    return SqlTaskStore.open(
        vertx, new StoreConfig(folder), Duration.ofSeconds(30), "node", Clock.systemUTC());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesToTheDatabaseThatAnEngineIsUsing() throws Exception {
    try (var store = open()) {
      var before = files();
      store.ping().await(20, TimeUnit.SECONDS);

      var finding = first(folder);

      assertThat(finding.isFault()).as(finding.text()).isFalse();
      assertThat(finding.text()).contains("so can its database");
      store.ping().await(20, TimeUnit.SECONDS);
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void leavesAnIdleDatabaseAsItWas() throws Exception {
    open().close();
    var before = files();

    assertThat(first(folder).isFault()).isFalse();

    assertThat(files()).isEqualTo(before).containsExactly("engine.db");
  }

  @Test
  void makesNoDatabaseWhereThereIsNone() throws Exception {
    assertThat(first(folder).text()).contains("the first start makes the database");

    assertThat(files()).isEmpty();
  }

  @Test
  void findsFaultWithAFileThatIsNoDatabase() throws Exception {
    Files.writeString(folder.resolve("engine.db"), "This is a letter.\n".repeat(1_000));

    var finding = first(folder);

    assertThat(finding.isFault()).isTrue();
    assertThat(finding.text()).isEqualTo(folder + "/engine.db: it is no SQLite database");
    assertThat(finding.toDo()).hasValueSatisfying(toDo -> assertThat(toDo).contains("DATA_DIR"));
  }

  @Test
  void findsFaultWithAnEmptyDatabase() throws Exception {
    Files.createFile(folder.resolve("engine.db"));

    assertThat(first(folder).text()).contains("it is no database of this engine");
  }

  @Test
  void findsFaultWithAFileInThePlaceOfAFolder() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    assertThat(look(file).get(0).text()).isEqualTo(file + " is not a folder");
    assertThat(look(file.resolve("data")).get(0).text()).isEqualTo(file + " is not a folder");
  }

  @Test
  void findsFaultWithAFolderThatTakesNoFiles() {
    var finding = first(Path.of("/proc/data"));

    assertThat(finding.isFault()).isTrue();
    assertThat(finding.text()).startsWith("/proc ");
  }

  @Test
  void namesTheProcessThatHoldsTheFolderOnlyWhileItLives() throws Exception {
    open().close();
    Files.writeString(folder.resolve("lock"), "process " + ProcessHandle.current().pid() + "\n");
    assertThat(first(folder).text()).contains("used by process " + ProcessHandle.current().pid());

    Files.writeString(folder.resolve("lock"), "process 999999999999\n");
    assertThat(first(folder).text()).doesNotContain("used by");
  }

  private static List<Finding> look(Path dataDir, String database) {
    var shared = PostgresServer.shared().config(database, 1);
    return new StoreCheck(new StoreConfig(dataDir, Optional.of(shared))).look();
  }

  @Test
  void writesToASharedDatabaseToo() throws Exception {
    var name = PostgresServer.shared().freshDatabase();

    var findings = look(folder, name);

    assertThat(findings).noneMatch(Finding::isFault);
    assertThat(findings.get(0).text()).isEqualTo(folder + " can be written to");
    assertThat(findings.get(1).text()).endsWith("/" + name + " can be written to");
    assertThat(files()).isEmpty();
  }

  @Test
  void findsFaultWithASharedDatabaseThatIsNotThere() {
    var findings = look(folder, "missing");

    assertThat(findings).filteredOn(Finding::isFault).hasSize(1);
    assertThat(findings.get(1).text()).contains("\"missing\" does not exist");
    assertThat(findings.get(1).toDo())
        .hasValueSatisfying(toDo -> assertThat(toDo).contains("DATABASE_URL"));
  }

  @Test
  void tellsHowMuchSpaceIsFree() {
    assertThat(look(folder)).anyMatch(finding -> finding.text().matches("[\\d.,]+ GB are free"));
  }
}
