package io.llmdevops.command;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.PastTasksFixture;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  @TempDir Path folder;
  private StoreConfig config;
  private SqlTaskStore store;
  private PastTasksFixture tasks;
  private Path file;

  @BeforeEach
  void open() throws SQLException {
    config = new StoreConfig(folder.resolve("data"));
    store = StoreFixture.open(vertx, config.dataDir(), clock);
    tasks = new PastTasksFixture(store);
    file = folder.resolve("copy.db");
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    await(vertx.close());
  }

  private int write(StoreConfig of, boolean force) {
    var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return BackupCommand.write(of, file, force, stream, stream);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private SqlTaskStore restored() throws IOException, SQLException {
    var to = new StoreConfig(folder.resolve("restored"));
    Files.createDirectories(to.dataDir());
    Files.copy(file, to.database());
    return StoreFixture.open(vertx, to.dataDir(), clock, "another-node");
  }

  @Test
  void whatIsRestoredGoesOnWhereItWas() throws IOException, SQLException {
    var ended = tasks.ended("ended");
    var waiting = tasks.accepted("waiting", 100);
    var underWay = tasks.claim(TaskState.ACCEPTED);

    assertThat(write(config, false)).isZero();

    assertThat(said()).contains("copy.db: 2 tasks, " + Files.size(file) + " bytes, whole");
    try (var again = restored()) {
      assertThat(await(again.report(ended))).isEqualTo(await(store.report(ended)));
      assertThat(await(again.request(waiting))).isEqualTo(await(store.request(waiting)));
      clock.advance(StoreFixture.LEASE);
      var claim = new PastTasksFixture(again).claim(TaskState.ACCEPTED);
      assertThat(claim.id()).isEqualTo(underWay.id());
      await(again.advance(claim, TaskState.FAILED, "", List.of()));
      assertThat(new PastTasksFixture(again).ended("next")).isNotEqualTo(ended);
    }
  }

  @Test
  void isReadableByItsOwnerOnlyAndOneFile() throws IOException {
    tasks.ended("ended");
    write(config, false);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, config.dataDir());
    }
  }

  @Test
  void hasOneMomentOfAnEngineThatGoesOnWriting() throws IOException, SQLException {
    tasks.ended(20, "before", 50_000);
    var going = new AtomicBoolean(true);
    var written = new ConcurrentLinkedQueue<TaskId>();
    var writers = new ArrayList<Future<Void>>();
    for (var i = 0; i < 4; i++) {
      writers.add(writeOn("writer " + i, going, written));
    }
    List<TaskId> before = List.of();
    for (var i = 0; i < 3; i++) {
      before = List.copyOf(written);
      assertThat(write(config, true)).as(said()).isZero();
    }
    going.set(false);
    await(Future.all(writers));

    assertThat(before).isNotEmpty();
    try (var again = restored()) {
      assertThat(await(again.pastTasks().unknown(before))).isEmpty();
      assertThat(new PastTasksFixture(again).ended("next")).isNotNull();
    }
  }

  /**
   * Accepts one task after the other. No future waits for the next one: after thousands, they would
   * all be completed within each other.
   *
   * @return done when the last one is written
   */
  private Future<Void> writeOn(String name, AtomicBoolean going, Queue<TaskId> written) {
    var done = Promise.<Void>promise();
    writeOn(name, going, written, 0, done);
    return done.future();
  }

  private void writeOn(
      String name, AtomicBoolean going, Queue<TaskId> written, int number, Promise<Void> done) {
    if (!going.get()) {
      done.complete();
      return;
    }
    var task = StoreFixture.newTask(StoreFixture.request(name + " " + number, 1));
    store
        .accept(task, StoreFixture.NO_LIMIT)
        .onFailure(done::fail)
        .onSuccess(
            accepted -> {
              written.add(task.id());
              writeOn(name, going, written, number + 1, done);
            });
  }

  @Test
  void neverOverwritesUnlessToldTo() throws IOException {
    tasks.ended("ended");
    Files.writeString(file, "precious");

    assertThat(write(config, false)).isEqualTo(1);
    assertThat(said()).contains("copy.db is there already").contains("--force");
    assertThat(file).hasContent("precious");

    assertThat(write(config, true)).isZero();
    assertThat(Files.size(file)).isGreaterThan(4096);
  }

  @Test
  void isNotWrittenOverTheDatabaseItself() throws IOException {
    tasks.ended("ended");
    var size = Files.size(config.database());
    file = config.dataDir().resolve("../data/engine.db");

    assertThat(write(config, true)).isEqualTo(1);

    assertThat(said()).contains("is the database itself");
    assertThat(Files.size(config.database())).isEqualTo(size);
  }

  @Test
  void isNotWrittenWhereAnotherDatabaseWasInUse() throws IOException {
    Files.writeString(folder.resolve("copy.db-wal"), "of another life");

    assertThat(write(config, false)).isEqualTo(1);

    assertThat(said()).contains("copy.db-wal is there");
    assertThat(file).doesNotExist();
  }

  @Test
  void saysWhereThereIsNothingToCopyOrNoPlaceForIt() throws IOException {
    assertThat(write(new StoreConfig(folder.resolve("nowhere")), false)).isEqualTo(1);
    assertThat(said()).contains("there is no database at").contains("DATA_DIR");

    file = folder.resolve("no/such/copy.db");
    assertThat(write(config, false)).isEqualTo(1);
    assertThat(said()).contains("there is no folder " + folder.resolve("no/such"));

    file = folder;
    assertThat(write(config, true)).isEqualTo(1);
    assertThat(said()).contains("is a folder");
  }

  @Test
  void leavesNothingBehindWhereTheDatabaseIsDamaged() throws IOException, SQLException {
    tasks.ended(20, "ended", 50_000);
    store.close();
    var bytes = Files.readAllBytes(config.database());
    for (var at = 8 * 4096; at < 40 * 4096; at++) {
      bytes[at] ^= 0x55;
    }
    Files.write(config.database(), bytes);

    assertThat(write(config, false)).isEqualTo(1);

    assertThat(said()).containsAnyOf("damaged", "is no database of this engine");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(config.dataDir());
    }
  }

  @Test
  void saysWhoCopiesPostgres() {
    var postgres =
        new PostgresConfig(
            "127.0.0.1", 5432, "engine", Optional.empty(), Optional.empty(), Map.of(), 8);

    assertThat(write(new StoreConfig(config.dataDir(), Optional.of(postgres)), false)).isEqualTo(1);

    assertThat(said()).contains("pg_dump");
    assertThat(file).doesNotExist();
  }

  @Test
  void theCopyCanGiveBackRoomEvenIfTheDatabaseCannot() throws IOException, SQLException {
    store.close();
    for (var name : List.of("engine.db", "engine.db-wal", "engine.db-shm")) {
      Files.deleteIfExists(config.dataDir().resolve(name));
    }
    try (var plain = DriverManager.getConnection("jdbc:sqlite:" + config.database());
        var statement = plain.createStatement()) {
      statement.execute("pragma journal_mode = wal");
    }
    store = StoreFixture.open(vertx, config.dataDir(), clock);
    write(config, false);

    try (var copy = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = copy.createStatement();
        var mode = statement.executeQuery("pragma auto_vacuum")) {
      // Incremental (sqlite.org/pragma.html#pragma_auto_vacuum).
      assertThat(mode.getInt(1)).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatIsNoDatabaseOfThisEngine() throws IOException {
    var other = new StoreConfig(Files.createDirectories(folder.resolve("other")));
    Files.writeString(other.database(), "no database at all, but long enough to look like one");

    assertThatThrownBy(() -> new Backup(other).to(file, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no SQLite database");
  }
}
