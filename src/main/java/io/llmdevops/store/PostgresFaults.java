package io.llmdevops.store;

import java.sql.SQLException;
import java.util.Set;

/** What befell PostgreSQL, by SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html). */
final class PostgresFaults {

  /** No connection, no memory or disk, the server is stopped, its disk is broken. */
  private static final Set<String> OUTSIDE_CLASSES = Set.of("08", "53", "57", "58");

  /** As while another server takes over: this one will not be written to again. */
  private static final String READ_ONLY = "25006";

  private static final Set<String> OUTSIDE =
      Set.of(
          READ_ONLY, "25P03", // idle in a transaction for too long: this process stood still
          "28000", // not let in: somebody has changed that
          "28P01", // another password
          "3D000", // no such database any more
          "40001", // no order to be found among transactions
          "40P01", // they wait for each other
          "42501", // not allowed
          "55P03", // locked for too long
          "XX001", // damaged
          "XX002");

  /** The same may do in a new transaction, at once. */
  private static final Set<String> PASSING =
      Set.of(
          "40001", "40P01", "0A000", // a plan from before the tables were changed
          "26000"); // a statement that this connection has not prepared

  private static final Set<String> SERVER_ENDS =
      Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "57P04");

  private PostgresFaults() {}

  /** Through no fault of whoever asked. */
  static boolean isOutside(SQLException fault) {
    var state = state(fault);
    return state.length() == 5
        && (OUTSIDE.contains(state) || OUTSIDE_CLASSES.contains(state.substring(0, 2)));
  }

  /** Nothing more can be done with the connection. */
  static boolean isLost(SQLException fault) {
    return state(fault).startsWith("08") || SERVER_ENDS.contains(state(fault)) || isReadOnly(fault);
  }

  private static boolean isReadOnly(SQLException fault) {
    return READ_ONLY.equals(state(fault));
  }

  /** A new connection to where one may only read may well lead there again, for a while. */
  static boolean isWorthAnotherTry(SQLException fault) {
    return isLost(fault) && !isReadOnly(fault) || PASSING.contains(state(fault));
  }

  /** A server that is not there yet may be in a moment; one that refuses us will go on to. */
  static boolean mayPass(SQLException fault) {
    return isLost(fault) || state(fault).startsWith("53");
  }

  private static String state(SQLException fault) {
    return fault.getSQLState() == null ? "" : fault.getSQLState();
  }
}
