package io.llmdevops.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final String INSERT = "insert into thing (bytes) values (?)";
  private static final String SPREAD = "insert into thing (bytes) select zeroblob(?) returning 1";

  @Test
  void goesOnWhereTheDiskHasRoomAgain() throws SQLException {
    try (var session =
        new Session(
            DriverManager.getConnection("jdbc:sqlite::memory:"),
            new SqliteDialect(Clock.systemUTC()))) {
      session.execute("create table thing (bytes blob)");
      session.execute("pragma max_page_count = 8");
      var tooMuch = new byte[100_000];
      assertThatThrownBy(() -> session.update(INSERT, tooMuch)).hasMessageContaining("full");
      assertThatThrownBy(() -> session.query(SPREAD, row -> 1, tooMuch.length))
          .hasMessageContaining("full");

      session.execute("pragma max_page_count = 1000");

      assertThat(session.update(INSERT, tooMuch)).isEqualTo(1);
      assertThat(session.query(SPREAD, row -> row.getInt(1), tooMuch.length)).containsExactly(1);
    }
  }
}
