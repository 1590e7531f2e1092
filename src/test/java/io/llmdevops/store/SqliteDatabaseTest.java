package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private SqliteDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = SqliteDatabase.open(vertx, folder.resolve("engine.db"), Clock.systemUTC());
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    await(vertx.close());
  }

  private static List<String> settings(Session session) throws SQLException {
    var settings = new ArrayList<String>();
    for (var name : List.of("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")) {
      settings.add(session.first("pragma " + name, row -> row.getString(1)).orElseThrow());
    }
    return settings;
  }

  /** Synchronous is 2 for FULL (sqlite.org/pragma.html). */
  @Test
  void everyConnectionIsSetUpTheSame() {
    assertThat(await(database.write(SqliteDatabaseTest::settings)))
        .containsExactly("wal", "2", "1", "4000");
    assertThat(await(database.read(SqliteDatabaseTest::settings)))
        .containsExactly("wal", "2", "1", "4000");
  }

  @Test
  void aReaderThatRunsOutOfMemorySaysSo() {
    var broken =
        database.read(
            session -> {
              throw new OutOfMemoryError("on purpose");
            });

    assertThatThrownBy(() -> await(broken)).isInstanceOf(StoreUnavailableException.class);
  }
}
