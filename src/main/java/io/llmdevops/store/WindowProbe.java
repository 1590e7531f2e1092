package io.llmdevops.store;

import java.nio.file.Files;
import java.nio.file.Path;
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
   * @return zero also where the database is not there, or cannot tell
   */
  public static Duration closedFor(Path database, String token, long nowMillis) {
    if (!Files.exists(database)) {
      return Duration.ZERO;
    }
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + database);
    var now = Clock.fixed(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC);
    try (var session = new Session(source.getConnection(), new SqliteDialect(now))) {
      var row = Limiting.reading(session, token, "").row();
      return row.isFromALaterTime() ? Duration.ofMillis(row.closedFor()) : row.closed();
    } catch (SQLException ofAnotherVersion) {
      return Duration.ZERO;
    }
  }
}
