package io.llmdevops.store;

import io.vertx.core.Future;
import java.sql.SQLException;

/** Where the tasks are: each piece of work is one transaction. */
interface Database extends AutoCloseable {

  /** Runs the work, which may write; what it wrote is durable when the future succeeds. */
  <T> Future<T> write(Session.Work<T> work);

  /** Runs work that only reads: it sees everything whose future had succeeded before. */
  <T> Future<T> read(Session.Work<T> work);

  /**
   * Gives some of the room that nothing needs any more back to the file system, where that is not
   * the database's own business.
   *
   * @return whether there is more to give back
   */
  default Future<Boolean> giveBackRoom() {
    return Future.succeededFuture(false);
  }

  /** Finishes what is queued. Blocks. */
  @Override
  void close() throws SQLException;
}
