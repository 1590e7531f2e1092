package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresStartTest {

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static long start(PostgresConfig config, Duration patience) {
    return new PostgresStart(new PostgresAddress(config), patience).run();
  }

  private <T> Future<T> beside(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }

  private static PostgresConfig with(
      PostgresConfig config, String user, String password, Map<String, String> parameters) {
    return new PostgresConfig(
        config.host(),
        config.port(),
        config.database(),
        Optional.of(user),
        Optional.of(new Secret(password)),
        parameters,
        1);
  }

  @Test
  void manyNodesStartAtOnceOnAnEmptyDatabase() {
    var config = SERVER.config(SERVER.emptyDatabase(), 2);

    var nodes =
        IntStream.range(0, 4)
            .mapToObj(n -> beside(() -> PostgresDatabase.open(vertx, config, Duration.ZERO)))
            .toList();
    await(Future.all(nodes));

    for (var node : nodes) {
      int beats = await(node.result().write(session -> session.update(SqlTaskStore.BEAT)));
      assertThat(beats).isOne();
      node.result().close();
    }
  }

  @Test
  void tellsTheDatabasesTime() {
    assertThat(start(SERVER.config(SERVER.freshDatabase(), 1), Duration.ZERO))
        .isCloseTo(System.currentTimeMillis(), within(60_000L));
  }

  @Test
  void waitsForAServerThatStartsLater() {
    try (var late = PostgresServer.create()) {
      var config = late.config(late.emptyDatabase(), 1);
      late.stop();

      var started = beside(() -> start(config, Duration.ofSeconds(60)));
      late.start();

      assertThat(await(started)).isPositive();
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotCome() throws IOException {
    var config = PostgresServer.config(unusedPort(), "engine", 1);

    assertThatThrownBy(() -> start(config, Duration.ZERO))
        .isInstanceOf(DatabaseNotUsableException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageContaining("postgresql://engine@127.0.0.1:" + config.port() + "/engine")
        .hasMessageContaining("refused")
        .hasMessageNotContaining(PostgresServer.PASSWORD);
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void givesUpOnAServerThatSaysNothing() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = PostgresServer.config(silent.getLocalPort(), "engine", 1);
      var hasty = with(config, "engine", "x", Map.of("loginTimeout", "1", "socketTimeout", "1"));

      assertThatThrownBy(() -> start(hasty, Duration.ZERO))
          .isInstanceOf(DatabaseNotUsableException.class);
    }
  }

  @Test
  void doesNotWaitWhereItIsNotLetIn() {
    var config = SERVER.config("postgres", 1);
    var wrong = with(config, PostgresServer.USER, "a-wrong-password", Map.of());

    assertThatThrownBy(() -> start(wrong, Duration.ofHours(1)))
        .isInstanceOf(DatabaseNotUsableException.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("a-wrong-password");
  }

  @Test
  void doesNotWaitForADatabaseThatTheServerDoesNotHave() {
    assertThatThrownBy(() -> start(SERVER.config("missing", 1), Duration.ofHours(1)))
        .hasMessageContaining("\"missing\" does not exist");
  }

  @Test
  void refusesParametersThatTheDriverDoesNotKnow() {
    var config = SERVER.config("postgres", 1);
    var odd = with(config, PostgresServer.USER, PostgresServer.PASSWORD, Map.of("sslmod", "x"));

    assertThatThrownBy(() -> start(odd, Duration.ZERO))
        .isInstanceOf(DatabaseNotUsableException.class)
        .hasMessageContaining("sslmod");
  }

  @Test
  void refusesADatabaseThatCannotHoldEveryText() {
    var name = SERVER.emptyDatabase() + "_latin";
    SERVER.execute(
        "postgres", "create database " + name + " encoding 'LATIN1' template template0 locale 'C'");

    assertThatThrownBy(() -> start(SERVER.config(name, 1), Duration.ZERO))
        .hasMessageContaining("LATIN1")
        .hasMessageContaining("UTF8");
  }

  @Test
  void saysWhyTheTablesCannotBeMade() {
    var name = SERVER.emptyDatabase();
    var guest = name + "_guest";
    SERVER.execute(name, "create role " + guest + " login password 'guest-of-the-house'");
    SERVER.execute(name, "revoke create on schema public from public");
    var config = with(SERVER.config(name, 1), guest, "guest-of-the-house", Map.of());

    assertThatThrownBy(() -> start(config, Duration.ZERO))
        .isInstanceOf(DatabaseNotUsableException.class)
        .hasMessageContaining("this user may not make tables there")
        .hasMessageNotContaining("guest-of-the-house");
  }
}
