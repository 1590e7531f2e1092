package io.llmdevops.store;

import io.llmdevops.task.CallPermits;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The calls of models in the database: those under way and, in their order, those that wait. */
final class SqlCallPermits implements CallPermits {

  private final Database database;
  private final String owner;

  /** A call that waits, and since when. */
  private record Asked(long at, boolean granted) {}

  /**
   * @param owner this node's id
   */
  SqlCallPermits(Database database, String owner) {
    this.database = database;
    this.owner = owner;
  }

  @Override
  public Future<Boolean> take(String call, int most, Duration time) {
    return database.write(
        session -> {
          session.dialect().lock(session, "call_permit");
          var now = session.now();
          // One that is held for far longer comes from a clock that was set back since.
          session.update(
              "delete from call_permit where held_until <= ? or held_until > ?",
              now,
              now + 2 * longest(time));
          var asked = asked(session, call, now);
          var granted = asked.granted() || ahead(session, call, asked.at()) < most;
          session.update(
              "update call_permit set granted = ?, held_until = ? where call = ?",
              granted ? 1 : 0,
              now + (granted ? time : PLACE_KEPT).toMillis(),
              call);
          return granted;
        });
  }

  private static long longest(Duration time) {
    return Math.max(time.toMillis(), PLACE_KEPT.toMillis());
  }

  private Asked asked(Session session, String call, long now) throws SQLException {
    var before = before(session, call);
    if (before.isPresent()) {
      return before.get();
    }
    session.update(
        "insert into call_permit (call, owner, held_until, asked_at, granted)"
            + " values (?, ?, ?, ?, 0)",
        call,
        owner,
        now,
        now);
    return new Asked(now, false);
  }

  private static Optional<Asked> before(Session session, String call) throws SQLException {
    return session.first(
        "select asked_at, granted from call_permit where call = ?",
        row -> new Asked(row.getLong(1), row.getInt(2) == 1),
        call);
  }

  /** How many have a permit, or come before this one. */
  private static long ahead(Session session, String call, long askedAt) throws SQLException {
    return session
        .first(
            "select count(*) from call_permit"
                + " where granted = 1 or asked_at < ? or asked_at = ? and call < ?",
            row -> row.getLong(1),
            askedAt,
            askedAt,
            call)
        .orElseThrow();
  }

  /** A call that is under way counts, even if its permit had run out. */
  @Override
  public Future<Void> renew(String call, Duration time) {
    return database.write(
        session -> {
          var now = session.now();
          session.update(
              "insert into call_permit (call, owner, held_until, asked_at, granted)"
                  + " values (?, ?, ?, ?, 1) on conflict (call)"
                  + " do update set held_until = excluded.held_until, granted = 1",
              call,
              owner,
              now + time.toMillis(),
              now);
          return null;
        });
  }

  @Override
  public Future<Void> giveBack(String call) {
    return database.write(
        session -> {
          session.update("delete from call_permit where call = ?", call);
          return null;
        });
  }

  /** Whatever this node called is over. */
  static void releaseAll(Session session, String owner) throws SQLException {
    session.update("delete from call_permit where owner = ?", owner);
  }
}
