package io.llmdevops.store;

import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;

/** What everyone who uses one token agrees on, beside the tasks in the database. */
final class SqlTokenLimits implements TokenLimits {

  private final Database database;
  private final String owner;

  /**
   * @param owner this node's id, under which it takes turns
   */
  SqlTokenLimits(Database database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  @Override
  public Future<Duration> closedFor(String token) {
    return database
        .read(session -> Limiting.reading(session, token, owner).row())
        .compose(
            row ->
                row.isFromALaterTime()
                    ? write(token, limiting -> limiting.settledRow().closed())
                    : Future.succeededFuture(row.closed()));
  }

  @Override
  public Future<Turn> take(String token, Duration time) {
    return write(token, limiting -> limiting.take(time));
  }

  @Override
  public Future<Boolean> keep(String token, Duration time) {
    return write(token, limiting -> limiting.keep(time));
  }

  @Override
  public Future<Void> giveBack(String token, Duration gap) {
    return write(
        token,
        limiting -> {
          limiting.giveBack(gap);
          return null;
        });
  }

  @Override
  public Future<Void> close(String token, Duration time) {
    return write(
        token,
        limiting -> {
          limiting.close(time);
          return null;
        });
  }

  @Override
  public Future<Duration> closeUntold(String token, Duration first) {
    return write(token, limiting -> limiting.closeUntold(first));
  }

  /** Most of what is asked succeeds, and reading is cheap. */
  @Override
  public Future<Void> succeeded(String token) {
    return database
        .read(session -> Limiting.reading(session, token, owner).row().untold())
        .compose(untold -> untold == 0 ? Future.succeededFuture() : write(token, this::reset));
  }

  private Void reset(Limiting limiting) throws SQLException {
    limiting.succeeded();
    return null;
  }

  /** What is done to the row of a token. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Limiting limiting) throws SQLException;
  }

  private <T> Future<T> write(String token, Work<T> work) {
    return database.write(session -> work.run(Limiting.changing(session, token, owner)));
  }
}
