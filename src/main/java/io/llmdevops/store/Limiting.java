package io.llmdevops.store;

import io.llmdevops.task.TokenLimits.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The row of a token: when nothing may be asked with it, and whose turn it is. */
final class Limiting {

  private static final long MOST_UNTOLD_MILLIS = Duration.ofHours(1).toMillis();

  /** Doubled more often a wait is over any limit. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The row as it reads at a time.
   *
   * @param now milliseconds since 1970, as all its times
   * @param closedFor how long it was until {@code closedUntil} when that was set
   * @param nextFor how long it was until {@code nextAt} when that was set
   */
  record Row(
      long now,
      long closedUntil,
      long closedFor,
      int untold,
      Optional<String> holder,
      long nextAt,
      long nextFor,
      long gap) {

    private static final Row NONE = new Row(0, 0, 0, 0, Optional.empty(), 0, 0, 0);

    Duration closed() {
      return Duration.ofMillis(Math.max(0, closedUntil - now));
    }

    /** It was set by a clock that has been set back since. */
    boolean isFromALaterTime() {
      return closedUntil > now + closedFor || nextAt > now + nextFor;
    }
  }

  private final Session session;
  private final String token;
  private final String owner;
  private final long now;

  private Limiting(Session session, String token, String owner, long now) {
    this.session = session;
    this.token = token;
    this.owner = owner;
    this.now = now;
  }

  /** To have a look. What is found may be over at the next moment. */
  static Limiting reading(Session session, String token, String owner) throws SQLException {
    return new Limiting(session, token, owner, session.now());
  }

  /**
   * To change the row, which nobody else changes meanwhile. The time is read after that: else what
   * another node has just set would look like that of a later time.
   */
  static Limiting changing(Session session, String token, String owner) throws SQLException {
    session.update("insert into token_limit (token) values (?) on conflict do nothing", token);
    session.query(
        "select token from token_limit where token = ?" + session.dialect().locking(),
        row -> row.getString(1),
        token);
    return new Limiting(session, token, owner, session.now());
  }

  Row row() throws SQLException {
    return session
        .first(
            "select closed_until, closed_for, untold, holder, next_at, next_for, gap"
                + " from token_limit where token = ?",
            this::row,
            token)
        .orElse(Row.NONE);
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        now,
        row.getLong("closed_until"),
        row.getLong("closed_for"),
        row.getInt("untold"),
        TaskRow.text(row, "holder"),
        row.getLong("next_at"),
        row.getLong("next_for"),
        row.getLong("gap"));
  }

  /** A clock that was set back has made waits longer than anybody asked for: not any more. */
  Row settledRow() throws SQLException {
    var least = session.dialect().least();
    session.update(
        "update token_limit set closed_until = "
            + least
            + "(closed_until, ? + closed_for), next_at = "
            + least
            + "(next_at, ? + next_for)"
            + " where token = ? and (closed_until > ? + closed_for or next_at > ? + next_for)",
        now,
        now,
        token,
        now,
        now);
    return row();
  }

  Turn take(Duration longest) throws SQLException {
    var row = settledRow();
    var taken =
        session.update(
            // A window that is over must not come back with a clock that is set back.
            "update token_limit set holder = ?, next_at = ? + gap, next_for = ? + gap,"
                + " closed_until = 0 where token = ? and closed_until <= ? and next_at <= ?",
            owner,
            now + millis(longest),
            millis(longest),
            token,
            now,
            now);
    return taken == 1 ? new Turn.Yours() : later(row);
  }

  /** One that has lost its turn to somebody else has nothing to keep. */
  boolean keep(Duration time) throws SQLException {
    return session.update(
            "update token_limit set next_at = ? + gap, next_for = ? + gap"
                + " where token = ? and holder = ?",
            now + millis(time),
            millis(time),
            token,
            owner)
        == 1;
  }

  private Turn later(Row row) {
    if (!row.closed().isZero()) {
      return new Turn.Later(row.closed(), true);
    }
    var left = row.nextAt() - now;
    // Most calls end long before they must: it is worth a look after another gap.
    return new Turn.Later(
        Duration.ofMillis(row.holder().isPresent() ? Math.min(left, row.gap()) : left), false);
  }

  /** One that has lost its turn to somebody else has nothing to give. */
  void giveBack(Duration gap) throws SQLException {
    // The millisecond that the clock shows has begun already.
    var wait = millis(gap) + 1;
    session.update(
        "update token_limit set holder = null, next_at = ?, next_for = ?, gap = ?"
            + " where token = ? and (holder is null or holder = ?)",
        now + wait,
        wait,
        millis(gap),
        token,
        owner);
  }

  /** Of every token: what a former self was changing may have ended only now. */
  static void releaseAll(Session session, String owner) throws SQLException {
    session.update(
        "update token_limit set holder = null, next_at = ? + gap, next_for = gap where holder = ?",
        session.now(),
        owner);
  }

  void close(Duration time) throws SQLException {
    closeUntil(settledRow(), now + millis(time));
  }

  private void closeUntil(Row row, long until) throws SQLException {
    if (until > row.closedUntil()) {
      session.update(
          "update token_limit set closed_until = ?, closed_for = ? where token = ?",
          until,
          until - now,
          token);
    }
  }

  /** What is refused while it is closed was on its way before, and no refusal more. */
  Duration closeUntold(Duration first) throws SQLException {
    var row = settledRow();
    var untold = row.closed().isZero() ? row.untold() + 1 : Math.max(1, row.untold());
    session.update("update token_limit set untold = ? where token = ?", untold, token);
    var wait = millis(first) << Math.min(untold - 1, MOST_DOUBLINGS);
    closeUntil(row, now + Math.min(wait, MOST_UNTOLD_MILLIS));
    return row().closed();
  }

  void succeeded() throws SQLException {
    session.update("update token_limit set untold = 0 where token = ?", token);
  }

  /** Never less than that. */
  private static long millis(Duration time) {
    var millis = time.toMillis();
    return Duration.ofMillis(millis).compareTo(time) < 0 ? millis + 1 : millis;
  }
}
