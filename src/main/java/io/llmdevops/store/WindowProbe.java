package io.llmdevops.store;

import io.llmdevops.config.StoreConfig;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Finds out when nothing may be asked with a token, beside the engine that was told so. */
public final class WindowProbe {

  private WindowProbe() {}

  /**
   * Writes nothing. Blocks.
   *
   * @param token its digest
   * @param nowMillis for the embedded database, which has no clock of its own
   * @return zero also where the database is not there, or cannot tell
   */
  public static Duration closedFor(StoreConfig config, String token, long nowMillis) {
    if (config.postgres().isEmpty() && !Files.exists(config.database())) {
      return Duration.ZERO;
    }
    try (var session = session(config, nowMillis)) {
      var row = Limiting.reading(session, token, "").row();
      return row.isFromALaterTime() ? Duration.ofMillis(row.closedFor()) : row.closed();
    } catch (SQLException ofAnotherVersion) {
      return Duration.ZERO;
    }
  }

  private static Session session(StoreConfig config, long nowMillis) throws SQLException {
    if (config.postgres().isPresent()) {
      return PostgresProbe.session(new PostgresAddress(config.postgres().get()));
    }
    var sqlite = new SQLiteConfig();
    sqlite.resetOpenMode(SQLiteOpenMode.CREATE);
    var source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + config.database());
    var now = Clock.fixed(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC);
    return new Session(source.getConnection(), new SqliteDialect(now));
  }
}
