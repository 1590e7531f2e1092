package io.llmdevops.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The size of SQLite's file. What is deleted leaves free pages, which new rows use first; a file
 * that was made with {@code auto_vacuum=incremental} can also be made shorter by them, a few at a
 * time. One from before that keeps its size until it is replaced by a backup of itself
 * (sqlite.org/pragma.html#pragma_auto_vacuum).
 */
final class SqliteSpace {

  /** Of 4 KiB each: some milliseconds of the writer's time. */
  private static final int PAGES_AT_A_TIME = 512;

  /** As many are left free as the tasks of the next minutes need. */
  private static final int PAGES_KEPT = 2_048;

  private SqliteSpace() {}

  /** To be called before anything else: later the choice would need the file to be made anew. */
  static void prepare(Path file) throws SQLException {
    if (exists(file)) {
      return;
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("pragma auto_vacuum = incremental");
      // Writes the first page, and the choice with it.
      statement.execute("pragma journal_mode = wal");
    }
  }

  private static boolean exists(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells whether there is more to give back. */
  static boolean giveBack(Session session) throws SQLException {
    var free = number(session, "pragma freelist_count");
    // Even a file that cannot be made shorter has free pages.
    if (free <= PAGES_KEPT || number(session, "pragma auto_vacuum") == 0) {
      return false;
    }
    session.execute("pragma incremental_vacuum(" + PAGES_AT_A_TIME + ")");
    return free - PAGES_AT_A_TIME > PAGES_KEPT;
  }

  private static long number(Session session, String pragma) throws SQLException {
    return session.first(pragma, row -> row.getLong(1)).orElse(0L);
  }
}
