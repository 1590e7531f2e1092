package io.llmdevops.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Copies an embedded database as it is at one moment, beside whoever is using it. */
public final class StoreCopy {

  /** For the moments in which even readers of a database have to wait. */
  private static final int BUSY_MILLIS = 5_000;

  private StoreCopy() {}

  /**
   * Writes a copy and looks whether it is whole. Whoever uses the database goes on writing
   * meanwhile; the copy has everything that was committed when this began. It has no free pages,
   * and is one file. Takes no lock and no lease. Blocks.
   *
   * @param to an empty file
   * @return how many tasks it has
   * @throws IOException where that cannot be done; says why, in words for an operator
   */
  public static long write(Path database, Path to) throws IOException {
    try (var session = open(database)) {
      // A file from before could not give back pages: its copy can.
      session.execute("pragma auto_vacuum = incremental");
      session.update("vacuum into ?", to.toString());
    } catch (SQLException e) {
      throw new IOException(WriteProbe.explained(e), e);
    }
    try (var session = open(to)) {
      return checked(session);
    } catch (SQLException e) {
      throw new IOException("the copy cannot be read: " + WriteProbe.explained(e), e);
    }
  }

  private static Session open(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return new Session(source.getConnection(), new SqliteDialect(Clock.systemUTC()));
  }

  private static long checked(Session copy) throws SQLException, IOException {
    var found = copy.query("pragma integrity_check", row -> row.getString(1));
    var orphans = copy.query("pragma foreign_key_check", row -> row.getString(1));
    if (found.size() != 1 || !"ok".equals(found.get(0)) || !orphans.isEmpty()) {
      throw new IOException("the copy is not whole, since the database is damaged");
    }
    return copy.first("select count(*) from task", row -> row.getLong(1)).orElse(0L);
  }
}
