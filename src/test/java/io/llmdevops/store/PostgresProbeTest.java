package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.StoreConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresProbeTest {

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void writesToADatabaseInUse() throws IOException, SQLException {
    var name = SERVER.freshDatabase();

    var found = PostgresProbe.write(SERVER.config(name, 1));

    assertThat(found)
        .isEqualTo(
            "postgresql://engine@127.0.0.1:%d/%s can be written to".formatted(SERVER.port(), name));
    try (var connection = SERVER.connect(name);
        var rows = connection.createStatement().executeQuery("select beats from pulse")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isOne();
    }
  }

  @Test
  void makesNoTables() throws IOException {
    var config = SERVER.config(SERVER.emptyDatabase(), 1);

    for (var twice = 0; twice < 2; twice++) {
      assertThat(PostgresProbe.write(config)).endsWith("answers; the first start makes its tables");
    }
  }

  @Test
  void saysWhyADatabaseCannotBeUsed() {
    assertThatThrownBy(() -> PostgresProbe.write(SERVER.config("missing", 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/missing: ")
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining(PostgresServer.PASSWORD);
  }

  @Test
  void closedWindowsAreSeenBesideTheEngine() throws SQLException {
    var config =
        new StoreConfig(Path.of("none"), Optional.of(SERVER.config(SERVER.freshDatabase(), 1)));
    try (var store =
        SqlTaskStore.open(vertx, config, StoreFixture.LEASE, "node", Clock.systemUTC())) {
      await(store.tokenLimits().close("token", Duration.ofHours(1)));
    }

    assertThat(WindowProbe.closedFor(config, "token", 0))
        .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    assertThat(WindowProbe.closedFor(config, "another", 0)).isZero();
  }
}
