package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;

/**
 * What everyone who uses one token must agree on: when nothing may be asked, and whose turn it is
 * to change something. Shared by all nodes, survives a restart; all times are the store's own
 * clock's.
 *
 * <p>A token is named by a digest of it, never by itself.
 */
public interface TokenLimits {

  /** The answer to asking for a turn. */
  sealed interface Turn {

    /** It is yours until it is given back, or for as long as was asked for or it is kept. */
    record Yours() implements Turn {}

    /**
     * Not now.
     *
     * @param after when to ask again, at the earliest
     * @param closed nothing at all may be asked until then; else somebody else has the turn, or has
     *     just had it
     */
    record Later(Duration after, boolean closed) implements Turn {
      public Later {
        Objects.requireNonNull(after, "after");
      }
    }
  }

  /** For how long nothing may be asked with this token; zero where it may. */
  Future<Duration> closedFor(String token);

  /**
   * Asks for the turn to change something. One node has it at a time, and one that has died loses
   * it.
   *
   * @param time after which the turn is anybody's again, unless it was kept or given back
   */
  Future<Turn> take(String token, Duration time);

  /**
   * The turn, where it is still this node's, ends only after this time from now.
   *
   * @return whether it is; else somebody else has had it since
   */
  Future<Boolean> keep(String token, Duration time);

  /** The call has ended; the next one may begin after the gap, counted from now. */
  Future<Void> giveBack(String token, Duration gap);

  /** Nothing may be asked for this time; a longer one that is known already stays. */
  Future<Void> close(String token, Duration time);

  /**
   * Nothing may be asked for a while that nobody has told: the first time for {@code first}, twice
   * as long with each time that nothing has succeeded in between, at most an hour.
   *
   * @return for how long
   */
  Future<Duration> closeUntold(String token, Duration first);

  /** Something has succeeded: the next untold wait is a first one again. */
  Future<Void> succeeded(String token);
}
