package io.llmdevops.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
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

  @Test
  void saysWhatCameFirstWhereAStatementCannotEvenBeClosed() {
    var fault = new SQLException("the disk is full");
    var onClosing = new SQLException("nothing goes any more");
    var statement = failing(PreparedStatement.class, "executeUpdate", fault, "close", onClosing);
    var connection = failing(Connection.class, "prepareStatement", statement);
    var session = new Session(connection, new SqliteDialect(Clock.systemUTC()));

    assertThatThrownBy(() -> session.update(INSERT))
        .isSameAs(fault)
        .hasSuppressedException(onClosing);
  }

  /**
   * @param answers of some methods: their names and, in turn, what they return or throw
   */
  private static <T> T failing(Class<T> type, Object... answers) {
    var all = List.of(answers);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var at = all.indexOf(method.getName());
              if (at >= 0 && all.get(at + 1) instanceof SQLException fault) {
                throw fault;
              }
              return at >= 0 ? all.get(at + 1) : null;
            }));
  }
}
