package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "serializable"})
  void manyNodesStartAtOnceOnAnEmptyDatabase(String isolation) {
    var name = SERVER.emptyDatabase();
    SERVER.execute(
        name,
        "alter database %s set default_transaction_isolation = '%s'".formatted(name, isolation));
    var config = SERVER.config(name, 2);

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

  /** With tables as they were made by the version before. */
  private static String oldDatabase() throws SQLException {
    var name = SERVER.emptyDatabase();
    Flyway.configure()
        .dataSource(new PostgresAddress(SERVER.config(name, 1)).single())
        .locations("classpath:db/postgresql")
        .target("1")
        .load()
        .migrate();
    return name;
  }

  @Test
  void nodesOfTheVersionBeforeWorkOnWhileTheTablesAreChanged() throws SQLException {
    var name = oldDatabase();
    var config = SERVER.config(name, 2);
    var dialect = new PostgresDialect(new DatabaseClock(System::nanoTime, 0));
    var old = new PostgresPool(config, dialect);
    for (var n = 0; n < 4; n++) {
      var task = newTask(request("task-" + n, 1));
      old.write(session -> Accepting.accept(session, task, NO_LIMIT));
    }
    assertThat(claimed(old)).isOne();

    Future<?> started;
    try (var busy = SERVER.connect(name);
        var using = busy.createStatement()) {
      busy.setAutoCommit(false);
      using.execute("lock table call_permit in access share mode");
      started = Future.all(beside(() -> start(config)), beside(() -> start(config)));
      // One changes the tables, and waits for this one.
      awaitOne(name, "select count(*) from pg_locks where not granted and mode like 'Access%'");
      assertThat(claimed(old)).isOne();
    }
    await(started);

    assertThat(claimed(old)).isOne();
    assertThat(claimed(old)).isOne();
    assertThat(claimed(old)).isZero();
    old.close();
  }

  private static long start(PostgresConfig config) {
    return start(config, Duration.ZERO);
  }

  private static int claimed(PostgresPool pool) throws SQLException {
    return pool.write(
            session ->
                session
                    .dialect()
                    .claim(session, "old", Set.of(TaskState.ACCEPTED), 1, StoreFixture.LEASE))
        .size();
  }

  private static void awaitOne(String database, String count) throws SQLException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (var connection = SERVER.connect(database);
        var query = connection.prepareStatement(count)) {
      for (var found = 0; found == 0; ) {
        assertThat(System.nanoTime()).isLessThan(end);
        try (var rows = query.executeQuery()) {
          rows.next();
          found = rows.getInt(1);
        }
      }
    }
  }

  /** What the server itself ends where a node stands still, or its machine has gone. */
  @Test
  void whoeverChangesTheTablesCannotKeepThemForLong() throws SQLException {
    var name = oldDatabase();
    SERVER.execute(
        name,
        "create table seen (setting text);"
            + " create function see() returns event_trigger language plpgsql as 'begin"
            + " insert into seen values (current_setting(''idle_in_transaction_session_timeout'')),"
            + " (current_setting(''statement_timeout'')), (current_setting(''lock_timeout''));"
            + " end'; create event trigger see on ddl_command_end when tag in ('ALTER TABLE')"
            + " execute function see()");

    start(SERVER.config(name, 1));

    try (var connection = SERVER.connect(name);
        var rows =
            connection
                .createStatement()
                .executeQuery("select distinct setting from seen order by 1")) {
      var seen = new ArrayList<String>();
      while (rows.next()) {
        seen.add(rows.getString(1));
      }
      assertThat(seen).containsExactly("1min", "20s", "9min");
    }
  }

  @Test
  void whoeverWaitsForItsTurnWaitsForLongerThanAnothersMayTake() throws SQLException {
    var source = new PostgresAddress(SERVER.config("postgres", 1)).single();

    assertThat(PostgresStart.flyway(source).getConfiguration().getLockRetryCount())
        .isGreaterThan((int) Duration.ofMinutes(10).toSeconds());
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
