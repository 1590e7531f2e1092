package io.llmdevops.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;

/**
 * The embedded database: one writer that commits whatever has queued up in one transaction ({@link
 * GroupCommit}), and a few readers beside it (WAL). A commit is on disk before its future succeeds
 * ({@code synchronous=FULL}).
 */
final class SqliteDatabase implements Database {

  private static final int READERS = 2;
  private static final int BUSY_MILLIS = 5_000;

  /** 16 MB: while a page waits there to be moved into the database, it is often written again. */
  private static final String CHECKPOINT_PAGES = "4000";

  /** To which the log is cut after whatever made it longer, such as one large transaction. */
  private static final int WAL_BYTES = 32 << 20;

  private final Vertx vertx;
  private final GroupCommit writer;
  private final ExecutorService readers;
  private final BlockingQueue<Session> readSessions = new LinkedBlockingQueue<>();

  private SqliteDatabase(Vertx vertx, SQLiteDataSource source, Clock clock) throws SQLException {
    var dialect = new SqliteDialect(clock);
    this.vertx = vertx;
    this.writer = new GroupCommit(vertx, new Session(source.getConnection(), dialect));
    for (var i = 0; i < READERS; i++) {
      readSessions.add(new Session(source.getConnection(), dialect));
    }
    this.readers = Executors.newFixedThreadPool(READERS, task -> new Thread(task, "store-reader"));
  }

  /**
   * Opens the file, creating or migrating it. Blocks.
   *
   * @param clock an embedded database has no clock of its own
   * @throws SQLException where the file is not ours to open
   */
  static SqliteDatabase open(Vertx vertx, Path file, Clock clock) throws SQLException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SqliteSpace.prepare(file);
    var source = source(file);
    // In a group: one transaction, so one wait for the disk, and all of them or none.
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/sqlite")
        .group(true)
        .load()
        .migrate();
    return new SqliteDatabase(vertx, source, clock);
  }

  private static SQLiteDataSource source(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // What a savepoint would restore, else written to a file as soon as it is over 64 KiB.
    config.setTempStore(TempStore.MEMORY);
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, CHECKPOINT_PAGES);
    config.setJournalSizeLimit(WAL_BYTES);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public <T> Future<T> write(Session.Work<T> work) {
    return writer.submit(work);
  }

  @Override
  public <T> Future<T> read(Session.Work<T> work) {
    var reply = new Reply<T>(vertx);
    try {
      readers.execute(() -> reply.from(() -> onSession(work)));
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(closed);
    }
    return reply.future();
  }

  private <T> T onSession(Session.Work<T> work) throws SQLException, InterruptedException {
    var session = readSessions.take();
    try {
      return work.run(session);
    } finally {
      readSessions.add(session);
    }
  }

  @Override
  public Future<Boolean> giveBackRoom() {
    return write(SqliteSpace::giveBack);
  }

  @Override
  public void close() throws SQLException {
    writer.close();
    readers.shutdown();
    try {
      // Sessions taken away any earlier would leave the queued reads waiting for them for ever.
      readers.awaitTermination(BUSY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (var session : readSessions) {
      session.close();
    }
  }
}
