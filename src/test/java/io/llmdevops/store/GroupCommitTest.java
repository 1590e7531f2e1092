package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final byte[] LARGE = new byte[100_000];

  private final Vertx vertx = Vertx.vertx();
  private Session session;
  private GroupCommit writer;

  @BeforeEach
  void open() throws SQLException {
    session =
        new Session(
            DriverManager.getConnection("jdbc:sqlite::memory:"),
            new SqliteDialect(Clock.systemUTC()));
    session.execute("create table thing (bytes blob unique)");
    session.execute("pragma max_page_count = 8");
    writer = new GroupCommit(vertx, session);
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    await(vertx.close());
  }

  private Future<Integer> insert(byte[] bytes) {
    return writer.submit(open -> open.update("insert into thing (bytes) values (?)", bytes));
  }

  private Future<Integer> count() {
    return writer.submit(
        open -> open.first("select count(*) from thing", row -> row.getInt(1)).orElseThrow());
  }

  @Test
  void outlivesWorkThatRunsOutOfMemory() {
    var broken =
        writer.<Integer>submit(
            open -> {
              open.update("insert into thing (bytes) values (?)", new byte[1]);
              throw new OutOfMemoryError("on purpose");
            });

    assertThatThrownBy(() -> await(broken)).isInstanceOf(StoreUnavailableException.class);
    assertThat(await(count())).isZero();
  }

  @Test
  void saysThatItIsTheDiskWhichIsFull() {
    assertThatThrownBy(() -> await(insert(LARGE)))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("full");

    await(writer.submit(open -> open.query("pragma max_page_count = 1000", row -> row)));
    assertThat(await(insert(LARGE))).isEqualTo(1);
  }

  @Test
  void takesNoFaultOfOurOwnForOneOfTheDisk() {
    await(insert(new byte[1]));

    assertThatThrownBy(() -> await(insert(new byte[1])))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("UNIQUE");
  }
}
