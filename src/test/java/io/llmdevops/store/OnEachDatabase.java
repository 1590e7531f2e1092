package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.SettableClock;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests of a store that hold on a database of each kind, new and empty for each test. */
@ParameterizedClass
@EnumSource
abstract class OnEachDatabase {

  final SettableClock clock = new SettableClock();
  final Vertx vertx = Vertx.vertx();
  @Parameter StoreKind kind;
  @TempDir Path dataDir;
  TestDatabase database;
  SqlTaskStore store;

  @BeforeEach
  final void openStore() throws SQLException {
    database = kind.create(dataDir, clock);
    store = database.open(vertx);
  }

  @AfterEach
  final void closeStore() throws SQLException {
    store.close();
    await(vertx.close());
  }
}
