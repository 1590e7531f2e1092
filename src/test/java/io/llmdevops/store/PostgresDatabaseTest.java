package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresDatabaseTest {

  private static final String END_OF_THE_CONNECTION =
      "select pg_terminate_backend(pg_backend_pid())";
  private static final String BEATS = "select beats from pulse";

  private static PostgresServer server;

  private final Vertx vertx = Vertx.vertx();
  private String name;
  private PostgresDatabase database;

  @BeforeAll
  static void start() {
    server = PostgresServer.create();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void open() {
    name = server.freshDatabase();
    database = PostgresDatabase.open(vertx, server.config(name, 4), Duration.ZERO);
  }

  @AfterEach
  void close() {
    database.close();
    await(vertx.close());
  }

  private Future<Integer> beat() {
    return database.write(session -> session.update(SqlTaskStore.BEAT));
  }

  private long beats() {
    return await(
        database.read(session -> session.first(BEATS, row -> row.getLong(1)).orElseThrow()));
  }

  /** So that there is a connection at hand for each worker. */
  private void useAllConnections() {
    var all = new CyclicBarrier(4);
    await(Future.all(List.of(atOnce(all), atOnce(all), atOnce(all), atOnce(all))));
  }

  private Future<Integer> atOnce(CyclicBarrier all) {
    return database.read(
        session -> {
          meet(all);
          return session.first("select 1", row -> row.getInt(1)).orElseThrow();
        });
  }

  private static void meet(CyclicBarrier all) {
    try {
      all.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyConnectionGivesUpOnWhatHangs() {
    var settings =
        await(
            database.read(
                session -> {
                  var found = new ArrayList<String>();
                  for (var setting :
                      List.of(
                          "statement_timeout",
                          "lock_timeout",
                          "idle_in_transaction_session_timeout")) {
                    found.addAll(session.query("show " + setting, row -> row.getString(1)));
                  }
                  return found;
                }));

    assertThat(settings).containsExactly("8s", "5s", "4s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"database %s", "role engine in database %s"})
  void noDefaultOfAnOperatorTakesAwayWhatTheEngineRestsOn(String whose) {
    server.execute(
        name,
        "alter %1$s set default_transaction_isolation = 'serializable';"
            .concat(" alter %1$s set synchronous_commit = off")
            .formatted(whose.formatted(name)));
    database.close();
    database = PostgresDatabase.open(vertx, server.config(name, 4), Duration.ZERO);

    assertThat(await(shown("transaction_isolation"))).isEqualTo("read committed");
    assertThat(await(shown("synchronous_commit"))).isEqualTo("on");
  }

  @Test
  void anOperatorMayHaveAStandbyWaitedFor() {
    server.execute(name, "alter database %s set synchronous_commit = remote_apply".formatted(name));
    database.close();
    database = PostgresDatabase.open(vertx, server.config(name, 4), Duration.ZERO);

    assertThat(await(shown("synchronous_commit"))).isEqualTo("remote_apply");
  }

  private Future<String> shown(String setting) {
    return database.write(
        session -> session.first("show " + setting, row -> row.getString(1)).orElseThrow());
  }

  /** As after a switch-over, by those who were connected to what is a standby now. */
  @Test
  void connectionsThatMayOnlyReadAreNotKept() {
    server.execute(
        name, "alter database %s set default_transaction_read_only = on".formatted(name));
    database.close();
    database = PostgresDatabase.open(vertx, server.config(name, 4), Duration.ZERO);
    useAllConnections();
    server.execute(
        "postgres", "alter database %s reset default_transaction_read_only".formatted(name));

    for (var connection = 0; connection < 4; connection++) {
      await(beat().otherwise(0));
    }

    assertThat(await(beat())).isEqualTo(1);
  }

  @Test
  void aRestartOfTheServerIsRiddenOut() {
    useAllConnections();

    server.restart();

    for (var n = 0; n < 8; n++) {
      assertThat(await(beat())).isEqualTo(1);
    }
    assertThat(beats()).isEqualTo(8);
  }

  @Test
  void whatIsCommittedOutlivesACrashOfTheServer() {
    useAllConnections();
    await(beat());

    server.crash();
    server.start();

    assertThat(beats()).isEqualTo(1);
  }

  @Test
  void theStoreIsUnavailableForAsLongAsTheServerIs() {
    await(beat());
    server.stop();
    try {
      for (var asked : List.<Future<?>>of(beat(), database.read(session -> session.now()))) {
        assertThatThrownBy(() -> await(asked))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageNotContaining(PostgresServer.PASSWORD);
      }
    } finally {
      server.start();
    }
    assertThat(await(beat())).isEqualTo(1);
  }

  @Test
  void workThatLostItsConnectionIsDoneOnceMoreOnAnother() {
    var tries = new AtomicInteger();

    await(
        database.write(
            session -> {
              session.update(SqlTaskStore.BEAT);
              if (tries.incrementAndGet() < 3) {
                session.query(END_OF_THE_CONNECTION, row -> "");
              }
              return null;
            }));

    assertThat(tries).hasValue(3);
    assertThat(beats()).isEqualTo(1);
  }

  @Test
  void workThatIsLostEveryTimeIsGivenUp() {
    var tries = new AtomicInteger();
    var hopeless =
        database.write(
            session -> {
              tries.incrementAndGet();
              return session.query(END_OF_THE_CONNECTION, row -> "");
            });

    assertThatThrownBy(() -> await(hopeless)).isInstanceOf(StoreUnavailableException.class);
    assertThat(tries).hasValue(7);
  }

  /** It may have been committed: only whoever asked can tell whether once more is too often. */
  @Test
  void workWhoseCommitWasNotAnsweredIsNotDoneAgain() {
    server.execute(
        name,
        "create function end_it() returns trigger language plpgsql as"
            + " 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end';"
            + " create constraint trigger at_commit after update on pulse deferrable"
            + " initially deferred for each row execute function end_it()");
    var tries = new AtomicInteger();
    var uncertain =
        database.write(
            session -> {
              tries.incrementAndGet();
              return session.update(SqlTaskStore.BEAT);
            });

    assertThatThrownBy(() -> await(uncertain)).isInstanceOf(StoreUnavailableException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void ofTwoThatWaitForEachOtherBothAreDoneInTheEnd() {
    server.execute(name, "insert into token_limit (token) values ('a'), ('b')");
    var both = new CyclicBarrier(2);
    var tries = new AtomicInteger();

    await(Future.all(untold("a", "b", both, tries), untold("b", "a", both, tries)));

    assertThat(tries).hasValueGreaterThan(2);
    List<Integer> untold = await(database.read(PostgresDatabaseTest::untold));
    assertThat(untold).containsExactly(2, 2);
  }

  private Future<Void> untold(String first, String then, CyclicBarrier both, AtomicInteger tries) {
    var update = "update token_limit set untold = untold + 1 where token = ?";
    return database.write(
        session -> {
          session.update(update, first);
          if (tries.incrementAndGet() <= 2) {
            meet(both);
          }
          session.update(update, then);
          return null;
        });
  }

  private static List<Integer> untold(Session session) throws SQLException {
    return session.query("select untold from token_limit order by token", row -> row.getInt(1));
  }

  @Test
  void whatFailsLeavesNothingAndSaysWhatItIs() {
    var wrong =
        database.write(
            session -> {
              session.update(SqlTaskStore.BEAT);
              throw new IllegalStateException("on purpose");
            });

    assertThatThrownBy(() -> await(wrong)).hasMessage("on purpose");
    assertThat(beats()).isZero();
  }

  @Test
  void noFaultTellsWhatIsInARow() {
    var twice =
        database.write(
            session -> {
              session.update("insert into token_limit (token) values ('a secret')");
              return session.update("insert into token_limit (token) values ('a secret')");
            });

    assertThatThrownBy(() -> await(twice))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("unique")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTextMayHoldACharacterThatTheDatabaseDoesNotTake() {
    var insert = "insert into token_limit (token) values (?)";

    await(database.write(session -> session.update(insert, "a\0b\uD83D\uDE00")));

    List<String> tokens = await(database.read(PostgresDatabaseTest::tokens));
    assertThat(tokens).containsExactly("a\uFFFDb\uD83D\uDE00");
  }

  private static List<String> tokens(Session session) throws SQLException {
    return session.query("select token from token_limit", row -> row.getString(1));
  }

  @Test
  void theClockShowsTheDatabasesTimeAndGoesOn() {
    server.execute(
        name,
        "create or replace function engine_now() returns bigint language sql as"
            + " 'select 1000000000000::bigint'");
    assertThat(database.clock().millis()).isGreaterThan(1_500_000_000_000L);

    assertThat(await(database.read(Session::now))).isEqualTo(1_000_000_000_000L);

    assertThat(database.clock().millis()).isBetween(1_000_000_000_000L, 1_000_000_020_000L);
  }

  @Test
  void aClosedDatabaseHasFinishedWhatItWasAskedFor() throws SQLException {
    var asked = new ArrayList<Future<Integer>>();
    for (var n = 0; n < 20; n++) {
      asked.add(beat());
    }

    database.close();

    await(Future.all(asked));
    assertThatThrownBy(() -> await(beat())).hasMessageContaining("reject");
    try (var connection = server.connect(name);
        var rows = connection.createStatement().executeQuery(BEATS)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(20);
    }
  }
}
