package io.llmdevops.store;

import io.llmdevops.task.StoreUnavailableException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells what befell the database from what is wrong with a statement. */
final class Faults {

  /** The low byte of an extended result code is the primary one (sqlite.org/rescode.html). */
  static final int PRIMARY = 0xff;

  private static final Set<SQLiteErrorCode> OUTSIDE =
      EnumSet.of(
          SQLiteErrorCode.SQLITE_PERM,
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_PROTOCOL,
          SQLiteErrorCode.SQLITE_NOLFS,
          SQLiteErrorCode.SQLITE_NOTADB);

  private Faults() {}

  /** The fault as the store's users know it. */
  static Throwable seenFromOutside(Throwable cause) {
    return cause instanceof OutOfMemoryError || isOutside(cause)
        ? new StoreUnavailableException(cause)
        : cause;
  }

  private static boolean isOutside(Throwable cause) {
    if (cause instanceof SQLiteException fault) {
      return OUTSIDE.contains(SQLiteErrorCode.getErrorCode(fault.getResultCode().code & PRIMARY));
    }
    return cause instanceof SQLException fault && PostgresFaults.isOutside(fault);
  }
}
