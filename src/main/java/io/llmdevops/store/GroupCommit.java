package io.llmdevops.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQLite has one writer, and a durable commit costs far more than a row: so whatever has queued up
 * while one transaction was being committed shares the next. Each piece of work has a savepoint of
 * its own, so that one which fails takes nothing else with it.
 */
final class GroupCommit {

  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST = 256;

  private final Vertx vertx;
  private final Session session;
  private final BlockingQueue<Queued<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "store-writer");
  private volatile boolean closing;

  /** Work and whoever waits for it. */
  private static final class Queued<T> {
    private final Session.Work<T> work;
    private final Reply<T> reply;
    private T result;
    private Throwable failure;

    Queued(Session.Work<T> work, Reply<T> reply) {
      this.work = work;
      this.reply = reply;
    }

    void run(Session session) throws SQLException {
      session.update("savepoint piece");
      try {
        result = work.run(session);
      } catch (Throwable e) {
        failure = e;
        undo(session);
      }
      session.update("release piece");
    }

    private void undo(Session session) throws SQLException {
      try {
        session.update("rollback to piece");
      } catch (SQLException nothingToGoBackTo) {
        // SQLite has undone the whole transaction, as for a full disk: that is what to tell.
        throw failure instanceof SQLException told ? told : nothingToGoBackTo;
      }
    }

    void answer() {
      if (failure == null) {
        reply.succeed(result);
      } else {
        reply.fail(failure);
      }
    }
  }

  GroupCommit(Vertx vertx, Session session) {
    this.vertx = vertx;
    this.session = session;
    thread.start();
  }

  synchronized <T> Future<T> submit(Session.Work<T> work) {
    if (closing) {
      return Future.failedFuture(new RejectedExecutionException("the store is closed"));
    }
    var queued = new Queued<>(work, new Reply<T>(vertx));
    queue.add(queued);
    return queued.reply.future();
  }

  private void run() {
    var batch = new ArrayList<Queued<?>>();
    try {
      while (!closing || !queue.isEmpty()) {
        batch.add(queue.take());
        queue.drainTo(batch, MOST - 1);
        commit(batch);
        batch.clear();
      }
    } catch (InterruptedException end) {
      log.debug("the writer was asked to end");
    }
  }

  private void commit(List<Queued<?>> batch) {
    try {
      session.update("begin immediate");
      for (var queued : batch) {
        queued.run(session);
      }
      session.update("commit");
      batch.forEach(Queued::answer);
    } catch (Throwable e) {
      // Whatever it was, an Error too: this thread is the only one that can write.
      rollback();
      batch.forEach(queued -> queued.reply.fail(e));
    }
  }

  private void rollback() {
    try {
      session.execute("rollback");
    } catch (SQLException | RuntimeException nothingToRollBack) {
      log.debug("nothing to roll back", nothingToRollBack);
    }
  }

  /** Commits what is queued, takes nothing more and ends. Blocks. */
  void close() throws SQLException {
    endAfterTheQueue();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }

  /** A last piece of work wakes the thread, which then sees that nothing follows. */
  private synchronized void endAfterTheQueue() {
    closing = true;
    queue.add(new Queued<>(last -> null, new Reply<Void>(vertx)));
  }
}
