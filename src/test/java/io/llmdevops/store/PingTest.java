package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.StoreUnavailableException;
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

/** Of the embedded database, whose disk is this machine's. */
class PingTest {

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;
  private SqlTaskStore store;

  @BeforeEach
  void open() throws SQLException {
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    await(vertx.close());
  }

  private Acceptance accept() {
    return await(store.accept(newTask(request("t", 1)), NO_LIMIT));
  }

  @Test
  void reallyWrites() throws IOException {
    var log = dataDir.resolve("engine.db-wal");
    await(store.ping());
    var before = Files.size(log);

    await(store.ping());

    assertThat(Files.size(log)).isGreaterThan(before);
  }

  @Test
  void failsForAWhileAfterATaskCouldNotBeStored() throws SQLException {
    var database = "jdbc:sqlite:" + dataDir.resolve("engine.db");
    try (var other = DriverManager.getConnection(database);
        var locking = other.createStatement()) {
      locking.execute("begin immediate");
      assertThatThrownBy(this::accept).isInstanceOf(StoreUnavailableException.class);
      locking.execute("rollback");
    }

    assertThatThrownBy(() -> await(store.ping())).isInstanceOf(StoreUnavailableException.class);
    clock.advance(Duration.ofSeconds(10));
    await(store.ping());
    assertThat(accept()).isInstanceOf(Acceptance.Accepted.class);
  }
}
