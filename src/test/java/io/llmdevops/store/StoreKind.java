package io.llmdevops.store;

import io.llmdevops.SettableClock;
import io.llmdevops.config.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;

/** On what the same tests of the store run. */
public enum StoreKind {
  SQLITE {
    @Override
    public TestDatabase create(Path dataDir, SettableClock clock) {
      return new TestDatabase(
          new StoreConfig(dataDir),
          clock,
          "jdbc:sqlite:" + dataDir.resolve("engine.db") + "?foreign_keys=on",
          "begin immediate");
    }
  },

  POSTGRES {
    @Override
    public TestDatabase create(Path dataDir, SettableClock clock) {
      var server = PostgresServer.shared();
      var name = server.freshDatabase();
      var url =
          "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
              .formatted(server.port(), name, PostgresServer.USER, PostgresServer.PASSWORD);
      var database =
          new TestDatabase(
              new StoreConfig(dataDir, Optional.of(server.config(name, 4))),
              clock,
              url,
              "begin; lock table task, token_limit, pulse in exclusive mode");
      database.execute(
          "create table test_time (now bigint not null);"
              + " insert into test_time values ("
              + clock.millis()
              + "); create or replace function engine_now() returns bigint language sql volatile"
              + " as 'select now from test_time'");
      clock.follow(now -> database.execute("update test_time set now = " + now.toEpochMilli()));
      return database;
    }
  };

  /**
   * A new database.
   *
   * @param clock which its time follows
   */
  public abstract TestDatabase create(Path dataDir, SettableClock clock);
}
