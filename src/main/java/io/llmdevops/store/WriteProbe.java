package io.llmdevops.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** Finds out whether a database can be written to, beside whoever is using it. */
public final class WriteProbe {

  /** A running engine holds the writer's place for milliseconds at a time. */
  private static final int BUSY_MILLIS = 5_000;

  private WriteProbe() {}

  /**
   * Changes the one row that is there for it. Creates no file, migrates nothing, touches no task
   * and no lease. Blocks, for at most five seconds.
   *
   * @throws IOException where nothing can be written; says why, in words for an operator
   */
  public static void write(Path database) throws IOException {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + database);
    try (var session = new Session(source.getConnection(), new SqliteDialect(Clock.systemUTC()))) {
      if (session.update(SqlTaskStore.BEAT) == 0) {
        throw new IOException("it lacks what every database of this engine has");
      }
    } catch (SQLException e) {
      throw new IOException(explained(e), e);
    }
  }

  /** In words for an operator. */
  static String explained(SQLException cause) {
    if (!(cause instanceof SQLiteException fault)) {
      return "it cannot be opened";
    }
    return switch (SQLiteErrorCode.getErrorCode(fault.getResultCode().code & Faults.PRIMARY)) {
      case SQLITE_FULL -> "the disk is full";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> "it may not be written to";
      case SQLITE_BUSY, SQLITE_LOCKED -> "somebody else keeps it locked";
      case SQLITE_NOTADB -> "it is no SQLite database";
      case SQLITE_CORRUPT -> "it is damaged";
      case SQLITE_IOERR -> "the disk does not work";
      default -> "it is no database of this engine";
    };
  }
}
