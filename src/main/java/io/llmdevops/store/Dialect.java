package io.llmdevops.store;

import io.llmdevops.task.Claim;
import io.llmdevops.task.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** In what the databases differ, beyond how they are reached. */
interface Dialect {

  /**
   * What all times in the database are compared with.
   *
   * @return milliseconds since 1970
   */
  long now(Session session) throws SQLException;

  /** The function that tells the smallest of its values. */
  String least();

  /** At the end of a query: what it finds stays as it is until the transaction's end. */
  String locking();

  /** The same for what nobody else has locked; the rest is not found. */
  String passingOverLocked();

  /**
   * From here to the transaction's end nobody else gets past the same, and whoever does afterwards
   * sees what this one has written.
   *
   * @param name of what is locked: a repository by the hash of its key, or a table
   */
  void lock(Session session, String name) throws SQLException;

  /** Claims due tasks, the oldest due first; see {@link io.llmdevops.task.TaskStore#claim}. */
  List<Claim> claim(Session session, String owner, Set<TaskState> states, int limit, Duration lease)
      throws SQLException;

  /** The text as it can be stored. */
  String storable(String text);
}
