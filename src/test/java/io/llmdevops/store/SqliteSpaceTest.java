package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.task.TaskState;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSpaceTest {

  private static final Duration AGE = Duration.ofDays(30);
  private static final int MUCH = 30_000;
  private static final int TASKS = 150;

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;
  private Path file;
  private SqlTaskStore store;

  @BeforeEach
  void open() throws SQLException {
    file = new StoreConfig(dataDir).database();
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    await(vertx.close());
  }

  private void fill(String name) {
    new PastTasksFixture(store).ended(TASKS, name, MUCH);
  }

  private void purge() {
    clock.advance(AGE.plusDays(1));
    assertThat(await(store.pastTasks().remove(AGE, TASKS))).isEqualTo(TASKS);
  }

  /** As it is once everything has been moved from the log into the database. */
  private long size() throws SQLException, IOException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(truncate)");
    }
    return Files.size(file);
  }

  @Test
  void aFileThatIsPurgedInTimeDoesNotGrow() throws SQLException, IOException {
    fill("first");
    var full = size();
    for (var round = 0; round < 2; round++) {
      purge();
      fill("round " + round);
    }

    assertThat(size()).isLessThan(full + full / 20);
  }

  @Test
  void whatIsPurgedGoesBackToTheFileSystemButForSomeRoom() throws SQLException, IOException {
    fill("first");
    var full = size();
    assertThat(full).isGreaterThan(TASKS * 3L * MUCH);
    purge();

    while (await(store.pastTasks().giveBackRoom())) {
      assertThat(size()).isLessThan(full);
    }

    assertThat(size()).isLessThan(full * 3 / 4);
    fill("second");
    assertThat(size()).isLessThan(full + full / 20);
  }

  @Test
  void aFileFromBeforeKeepsItsSizeAndUsesItAgain() throws SQLException, IOException {
    store.close();
    Files.delete(file);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
    }
    store = StoreFixture.open(vertx, dataDir, clock);
    fill("first");
    var full = size();
    purge();

    assertThat(await(store.pastTasks().giveBackRoom())).isFalse();
    assertThat(size()).isEqualTo(full);

    fill("second");
    assertThat(size()).isLessThan(full + full / 20);
  }

  @Test
  void theLogOfALargeTransactionIsCutAgain() throws IOException {
    var tasks = new PastTasksFixture(store);
    tasks.accepted("large", 24 << 20);
    var claim = tasks.claim(TaskState.ACCEPTED);
    await(store.record(claim, PastTasksFixture.everything(24 << 20)));
    var log = Path.of(file + "-wal");
    assertThat(Files.size(log)).isGreaterThan(40L << 20);

    for (var i = 0; i < 3; i++) {
      tasks.ended("small " + i);
    }

    assertThat(Files.size(log)).isLessThanOrEqualTo(32L << 20);
  }
}
